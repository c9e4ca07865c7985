import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerNames } from './header-names.ts';
import { findHeader } from './header-place.ts';

const rowsOf = (text: string) => text.split('\n').map((line) => line.split(','));
const namesOf = (text: string) => headerNames(rowsOf(text));

describe('the names of columns', () => {
  it('are those of the header, of one line', () => {
    expect(namesOf(' 姓名 ,Phone  number')).toEqual(['姓名', 'Phone number']);
    expect(headerNames([['手机\n号码', 'first\r\nname']])).toEqual(['手机号码', 'first name']);
  });

  it('lose line breaks between Chinese characters, however many there are', () => {
    const broken = `客\n户${'\n'.repeat(100_000)}姓 名\nof`;
    expect(headerNames([[broken, 'a\r\nb', '𠮷\n野']])).toEqual(['客户姓 名 of', 'a b', '𠮷野']);
  });

  it('of two rows stand together, each group over its columns', () => {
    const names = ['基本信息 姓名', '基本信息 性别', '基本信息 生日', '联系方式 手机', '联系方式 邮箱'];
    expect(namesOf('基本信息,,,联系方式,\n姓名,性别,生日,手机,邮箱')).toEqual(names);
    expect(namesOf('基本信息,基本信息,基本信息,联系方式,联系方式\n姓名,性别,生日,手机,邮箱')).toEqual(names);
    expect(namesOf('编号,姓名,联系方式,\n,,手机,邮箱')).toEqual([
      '编号',
      '姓名',
      '联系方式 手机',
      '联系方式 邮箱',
    ]);
    expect(namesOf('编号,联系方式,联系方式,\n编号,手机,邮箱,备注')).toEqual([
      '编号',
      '联系方式 手机',
      '联系方式 邮箱',
      '备注',
    ]);
  });

  it('are there, once each and safe as keys, whatever the header holds', () => {
    expect(namesOf('电话,,电话,电话 (2),__proto__,电话')).toEqual([
      '电话',
      '2',
      '电话 (2)',
      '电话 (2) (2)',
      '(__proto__)',
      '电话 (3)',
    ]);
    expect(headerNames([], 2)).toEqual(['1', '2']);
    const texts = fc.oneof(fc.constantFrom('', '__proto__', 'constructor', '电话', '1', '2'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.array(texts, { maxLength: 8 }), { maxLength: 3 }), fc.nat(8), (rows, width) => {
        const names = headerNames(rows, width);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBe(Math.max(width, ...rows.map((row) => row.length)));
        const payload = Object.fromEntries(names.map((name) => [name, 'x']));
        expect(Object.keys(payload)).toHaveLength(names.length);
        expect(names.every((name) => name.trim() !== '')).toBe(true);
      }),
    );
  });
});

describe('the place of the header', () => {
  const people = '张伟,男,1990-01-02,13812345678,zw@qq.com\n李娜,女,1988-03-04,13912345678,ln@qq.com';
  const placeOf = (text: string) => {
    const { skipRows, headerRows } = findHeader(rowsOf(text));
    return [skipRows, headerRows];
  };

  it('is the first row, or none where the first row is data', () => {
    expect(placeOf(`姓名,性别,生日,手机,邮箱\n${people}`)).toEqual([0, 1]);
    expect(placeOf(people)).toEqual([0, 0]);
    expect(placeOf('姓名,性别,生日,手机,邮箱')).toEqual([0, 1]);
    expect(placeOf('Zweig,Anna,Wien\nBauer,Jan,Wien\nMaier,Eva,Linz')).toEqual([0, 0]);
  });

  it('is below lines of title, remarks and blank rows', () => {
    const header = `姓名,性别,生日,手机,邮箱\n${people}`;
    expect(placeOf(`客户信息表 2024年\n${header}`)).toEqual([1, 1]);
    expect(placeOf(`客户信息表 2024年,,,,\n,,,,\n${header}`)).toEqual([2, 1]);
    expect(placeOf(`客户信息表,客户信息表,客户信息表,客户信息表,客户信息表\n${header}`)).toEqual([1, 1]);
    expect(placeOf(`会员导出\n导出人：王芳,,,导出时间：2024-03-05,\n${header}`)).toEqual([2, 1]);
    expect(placeOf(`Customer list\nname,sex,born,phone,email\n${people}`)).toEqual([1, 1]);
  });

  it('is two rows where the first names groups', () => {
    expect(placeOf(`基本信息,,,联系方式,\n姓名,性别,生日,手机,邮箱\n${people}`)).toEqual([0, 2]);
    expect(placeOf(`基本,基本,基本,联系方式,联系方式\n姓名,性别,生日,手机,邮箱\n${people}`)).toEqual([0, 2]);
    expect(placeOf(`姓名,性别,生日,联系方式,\n,,,手机,邮箱\n${people}`)).toEqual([0, 2]);
    expect(
      placeOf(`客户信息表 2024年,,,,\n基本信息,,,联系方式,\n姓名,性别,生日,手机,邮箱\n${people}`),
    ).toEqual([1, 2]);
  });

  it('never hides data: a thin first row stays where no header follows', () => {
    expect(placeOf('Ann,,\nBob,London,12\nEve,Leeds,13')[0]).toBe(0);
    expect(placeOf('姓名,,城市\n张伟,金卡,杭州\n李娜,银卡,宁波')).toEqual([0, 1]);
  });

  it('is found in any rows without a fault', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { maxLength: 5 }), { maxLength: 8 }), (rows) => {
        const { skipRows, headerRows } = findHeader(rows);
        expect(skipRows + headerRows).toBeLessThanOrEqual(Math.max(1, rows.length));
      }),
    );
  });
});
