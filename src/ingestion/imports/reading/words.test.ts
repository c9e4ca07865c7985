import { describe, expect, it } from 'vitest';
import { countryCodeOf } from './countries.ts';
import { looksChineseMobile, looksLikePhone, readPhone } from './phones.ts';
import {
  readCurrency,
  readCustomerKind,
  readGender,
  readLanguage,
  readOrderStatus,
  readOrderType,
} from './words.ts';

describe('words of a file', () => {
  it('say whether an order was sold, returned or cancelled, and say nothing while that is open', () => {
    expect(['销售', 'sale', '退货单', 'Refund', '已取消', 'Cancelled order', 'X'].map(readOrderType)).toEqual(
      ['sale', 'sale', 'return', 'return', 'cancellation', 'cancellation', null],
    );
    expect(['退款成功', '交易关闭', 'refunded', 'canceled'].map(readOrderStatus)).toEqual([
      'return',
      'cancellation',
      'return',
      'cancellation',
    ]);
    for (const open of [
      '未退款',
      '无退款',
      '退款中',
      '申请退款',
      '待发货',
      '已完成',
      'paid',
      'not returned',
      'refund requested',
      'partially_refunded',
    ]) {
      expect([open, readOrderStatus(open)]).toEqual([open, null]);
    }
  });

  it('about people and money are known in both languages', () => {
    expect(['公司', 'person', 'Company', '?'].map(readCustomerKind)).toEqual([
      'organisation',
      'person',
      'organisation',
      null,
    ]);
    expect(['男', 'F', '女士', 'Other', '?'].map(readGender)).toEqual([
      'male',
      'female',
      'female',
      'other',
      null,
    ]);
    expect(['中文', 'English', 'en_GB', '?'].map(readLanguage)).toEqual(['zh', 'en', 'en-gb', null]);
    expect(['人民币', '¥', 'eur', '£', 'XYZ'].map(readCurrency)).toEqual(['CNY', 'CNY', 'EUR', 'GBP', null]);
  });

  it('for countries are known as codes and as Chinese and English names', () => {
    expect(
      ['United Kingdom', 'EIRE', '中国', 'cn', 'USA', '德国', 'RSA', 'Channel Islands', 'QQ'].map(
        countryCodeOf,
      ),
    ).toEqual(['GB', 'IE', 'CN', 'CN', 'US', 'DE', 'ZA', null, null]);
  });
});

describe('a phone number', () => {
  it('becomes E.164 where it is valid in its country', () => {
    const written = [
      '13812345678',
      '+86 138 1234 5678',
      '008615744215790',
      '131-2326-9303',
      '１３８１２３４５６７８',
      '010-62770001',
      '400-810-8888',
    ];
    expect(written.map((text) => readPhone(text, 'CN'))).toEqual([
      '+8613812345678',
      '+8613812345678',
      '+8615744215790',
      '+8613123269303',
      '+8613812345678',
      '+861062770001',
      '+864008108888',
    ]);
    expect(readPhone('020 7946 0958', 'GB')).toBe('+442079460958');
    expect(readPhone('+44 20 7946 0958', undefined)).toBe('+442079460958');
  });

  it('is not guessed without a country, nor cut from its extension', () => {
    expect(readPhone('13812345678', undefined)).toBe(null);
    expect(readPhone('123', 'CN')).toBe(null);
    expect(readPhone('010-62770001 ext. 12', 'CN')).toBe(null);
    expect(readPhone('13812345678', 'XX')).toBe(null);
  });

  it('is recognised by its look', () => {
    expect(['13812345678', '+8613812345678', '12345678901'].map(looksChineseMobile)).toEqual([
      true,
      true,
      false,
    ]);
    expect(['010-62770001', '(020) 7946 0958', 'A123', '12'].map(looksLikePhone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
