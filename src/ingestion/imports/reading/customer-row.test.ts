import { describe, expect, it } from 'vitest';
import type { Arriving } from '#customers/public.child.ts';
import type { FieldKey } from './fields.contract.ts';
import { rowInterpreter } from './interpret.ts';
import type { MappedColumn, Mapping } from './reading.contract.ts';

const options = { timeZone: 'Asia/Shanghai', country: 'CN' };

function customersOf(
  columns: (FieldKey | Partial<MappedColumn>)[],
  headers?: string[],
  more: Partial<Mapping> = {},
) {
  const mapping: Mapping = {
    as: 'customers',
    columns: columns.map((one, column) => ({
      column,
      field: 'customer.name',
      reading: {},
      ...(typeof one === 'string' ? { field: one } : one),
    })),
    columnCount: headers?.length ?? columns.length,
    cancelPrefix: false,
    ...more,
  };
  const interpret = rowInterpreter(mapping, options, headers ?? columns.map((_, index) => `c${index}`));
  return (...cells: string[]) => {
    const { status, problems, arriving } = interpret({
      cellCount: cells.length,
      cell: (at) => cells[at] ?? '',
    });
    return { status, problems: problems.map(({ code, column }) => [code, column]), arriving };
  };
}

const arrived = (row: { arriving: Arriving | null }): Arriving => row.arriving!;

describe('a customer', () => {
  const customer = customersOf([
    'customer.phone',
    'customer.email',
    'customer.country',
    'customer.birthday',
    'customer.gender',
    'customer.kind',
  ]);

  it('is kept with wrong phone, e-mail or birthday as far as possible, each marked', () => {
    const row = customer('12', 'Not@Mail', '', '30 Feb', '?!', '公司');
    expect(row.status).toBe('read');
    expect(row.problems).toEqual([
      ['phone.looks_wrong', 0],
      ['email.looks_wrong', 1],
      ['birthday.not_understood', 3],
      ['value.not_understood', 4],
    ]);
    expect(arrived(row)).toMatchObject({
      fields: { kind: 'organisation' },
      contacts: [
        { kind: 'phone', value: '12', certain: false },
        { kind: 'email', value: 'not@mail', certain: false },
      ],
      notes: {
        phone: { problem: 'phone.looks_wrong' },
        birthday: { before: '30 Feb', problem: 'birthday.not_understood' },
      },
      payload: { c0: '12', c3: '30 Feb', c5: '公司' },
    });
  });

  it('has its phone number read by its own country', () => {
    expect(arrived(customer('020 7946 0958', 'A@B.CO', 'United Kingdom', '', '', ''))).toMatchObject({
      fields: { country: 'GB' },
      contacts: [
        { value: '+442079460958', certain: true },
        { value: 'a@b.co', certain: true },
      ],
      notes: null,
    });
    expect(arrived(customer('13812340987', '', '', '1990-5-1', '女', ''))).toMatchObject({
      contacts: [{ value: '+8613812340987', entered: '13812340987', certain: true }],
      fields: { birthday: '1990-05-01', gender: 'female' },
    });
  });

  it('that nothing names fails, and one without any filled cell is blank', () => {
    expect(customer('', '', 'China', '', '', '').problems).toEqual([['customer.nothing_known', null]]);
    expect(customer('', ' ', '\u3000').status).toBe('blank');
  });

  it('gets the country of its place, whether a column of addresses stands beside it or not', () => {
    const chinese = { reading: { phoneCountry: 'CN' } };
    const cities = customersOf(['customer.name', 'customer.city']);
    const both = customersOf(['customer.name', 'customer.city', { field: 'customer.address', ...chinese }]);
    expect(arrived(cities('张伟', '杭州')).fields.country).toBe('CN');
    expect(arrived(both('张伟', '杭州', '文三路1号')).fields.country).toBe('CN');
    expect(arrived(both('张伟', '杭州', '')).fields.country).toBe('CN');
  });

  it('that fills fewer columns than asked for is left out; placeholders fill nothing, what cannot be read does', () => {
    const filled = customersOf(['customer.name', 'customer.phone', 'customer.city'], undefined, {
      leastFilled: 2,
    });
    expect(filled('Ada', '', '').status).toBe('thin');
    expect(filled('Ada', 'N/A', '无').status).toBe('thin');
    expect(filled('Ada', '', '杭州').status).toBe('read');
    expect(filled('Ada', '12', '').status).toBe('read');
    expect(filled('', '', '').status).toBe('blank');
  });

  it('gets what a person says stands in blank cells, unless its whole row is blank', () => {
    const fill = { fixes: [{ from: '', to: ' 中国 ' }] };
    const columns = ['customer.name', { field: 'customer.country', ...fill }] as const;
    const filled = customersOf([...columns]);
    expect(arrived(filled('Ada', '')).fields.country).toBe('CN');
    expect(arrived(filled('Ada', ' \u3000')).fields.country).toBe('CN');
    expect(arrived(filled('Ada', 'France')).fields.country).toBe('FR');
    expect(arrived(filled('Ada', '')).notes?.country).toEqual({ before: '', rules: ['value.fixed'] });
    expect(filled('', '').status).toBe('blank');
    expect(customersOf([...columns], undefined, { leastFilled: 2 })('Ada', '').status).toBe('thin');
  });

  it('keeps several phones of several columns once each, tags, own fields and what stands in columns that are not read', () => {
    const several = customersOf(
      [
        'customer.name',
        'customer.phone',
        'customer.phone',
        'customer.tags',
        { field: 'customer.custom', name: '等级' },
      ],
      ['姓名', '电话', '手机', '标签', '等级', '备用'],
    );
    const row = several(
      '张 伟',
      '13812340987、010-62558888',
      '138 1234 0987',
      '老客户；VIP,老客户',
      '金卡',
      '原样 ',
    );
    expect(arrived(row)).toEqual({
      externalId: null,
      fields: { display_name: '张伟', 'custom.等级': '金卡' },
      contacts: [
        { kind: 'phone', value: '+8613812340987', entered: '13812340987', certain: true },
        { kind: 'phone', value: '+861062558888', entered: '010-62558888', certain: true },
      ],
      tags: ['老客户', 'VIP'],
      payload: {
        姓名: '张 伟',
        电话: '13812340987、010-62558888',
        手机: '138 1234 0987',
        标签: '老客户；VIP,老客户',
        等级: '金卡',
        备用: '原样 ',
      },
      notes: {
        display_name: { before: '张 伟', rules: ['name.inner_blanks'] },
        phone: expect.objectContaining({ rules: ['phone.several', 'phone.international'] }),
      },
    });
    expect(Object.keys(arrived(row).payload)).toEqual(Object.keys(arrived(row).payload).sort());
  });

  it('never shows an identity number: not in the cells that are kept, not in problems, in whatever column it stands', () => {
    const number = '11010519491231002X';
    const secret = customersOf(['customer.name', 'customer.came_from'], ['姓名', '来源', '证件'], {
      sensitive: [2],
    });
    const row = secret('张伟', number, '110105491231002');
    expect(JSON.stringify(row)).not.toMatch(/19491231|491231002/);
    expect(arrived(row).payload).toEqual({
      姓名: '张伟',
      来源: '110105********002X',
      证件: '110105*****1002',
    });
    expect(arrived(row).fields.came_from).not.toContain('1949');
    const told = secret('张伟', `身份证${number}，本人`, '');
    expect(JSON.stringify(told)).not.toContain('19491231');
    expect(arrived(told).fields.came_from).toBe('身份证110105********002X，本人');
  });
});

describe('a value that is too long for its field', () => {
  const customer = customersOf(
    ['customer.name', 'customer.phone', 'customer.address', 'customer.city'],
    ['name', 'phone', 'address', 'city'],
  );
  const long = '长'.repeat(300_000);

  it('leaves its field empty and marked where the row can do without; what came is kept whole', () => {
    const row = customer('张伟', '13800138000', long, '杭州');
    expect(row).toMatchObject({ status: 'read', problems: [['text.left_out', 2]] });
    const { fields, notes, payload } = arrived(row);
    expect(fields).toMatchObject({ display_name: '张伟', city: '杭州市' });
    expect(fields).not.toHaveProperty('address');
    expect(payload.address).toBe(long);
    expect(notes!.address).toMatchObject({ problem: 'text.left_out', before: `${'长'.repeat(500)}…` });
  });

  it('fails its row where it tells who somebody is', () => {
    expect(customer('张伟'.repeat(300), '13905718261', '', '').problems).toEqual([['text.too_long', 0]]);
    expect(customer('张伟', '1'.repeat(600), '', '').status).toBe('failed');
  });

  it('fails its row in a file of orders, of whose lines nothing else is kept', () => {
    const mapping: Mapping = {
      as: 'orders',
      columns: (['order.number', 'order.ordered_at', 'line.amount', 'order.store'] as const).map(
        (field, column) => ({ column, field, reading: {} }),
      ),
      columnCount: 4,
      cancelPrefix: false,
    };
    const cells = ['1', '2026-01-05', '5', long];
    const row = rowInterpreter(mapping, options, [])({ cellCount: 4, cell: (at) => cells[at]! });
    expect(row).toMatchObject({ status: 'failed', problems: [{ code: 'text.too_long', column: 3 }] });
  });
});
