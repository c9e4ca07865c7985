import { describe, expect, it } from 'vitest';
import type { FieldKey } from './fields.contract.ts';
import { rowInterpreter } from './interpret.ts';
import type { MappedColumn } from './reading.contract.ts';

function customersOf(...columns: (FieldKey | Partial<MappedColumn>)[]) {
  const interpret = rowInterpreter(
    {
      as: 'customers',
      columns: columns.map((one, column) => ({
        column,
        field: 'customer.name',
        reading: {},
        ...(typeof one === 'string' ? { field: one } : one),
      })),
      columnCount: columns.length,
      cancelPrefix: false,
    },
    { timeZone: 'Asia/Shanghai', country: 'CN' },
    columns.map((_, index) => `c${index}`),
  );
  return (...cells: string[]) => {
    const row = interpret({ cellCount: cells.length, cell: (at) => cells[at] ?? '' });
    const { fields, notes } = row.arriving!;
    return { fields, notes, problems: row.problems, changes: row.changes };
  };
}

describe('the places of a row', () => {
  const whole = customersOf(
    'customer.name',
    'customer.region',
    'customer.city',
    'customer.district',
    'customer.address',
  );

  it('get their official names, each noted with what stood there', () => {
    const { fields, notes, changes } = whole('张伟', '湖南', '郴州', '苏仙', '文化路1号');
    expect(fields).toMatchObject({ region: '湖南省', city: '郴州市', district: '苏仙区', country: 'CN' });
    expect(fields.address).toBe('文化路1号');
    expect(notes).toMatchObject({
      region: { before: '湖南', rules: ['place.official'] },
      city: { before: '郴州', rules: ['place.official'] },
    });
    expect(changes.map(({ column, after }) => [column, after])).toEqual([
      [1, '湖南省'],
      [2, '郴州市'],
      [3, '苏仙区'],
    ]);
  });

  it('are filled from the address, in columns that are empty and in fields without a column', () => {
    expect(whole('张伟', '', '', '', '郴州市苏仙区文化路1号').fields).toMatchObject({
      region: '湖南省',
      city: '郴州市',
      district: '苏仙区',
    });
    const { fields, notes, changes } = customersOf('customer.name', 'customer.address')(
      '张伟',
      '郴州市苏仙区文化路1号',
    );
    expect(fields).toMatchObject({
      region: '湖南省',
      city: '郴州市',
      district: '苏仙区',
      address: '郴州市苏仙区文化路1号',
    });
    expect(notes).toEqual({
      region: { rules: ['place.filled'] },
      city: { rules: ['place.filled'] },
      district: { rules: ['place.filled'] },
    });
    expect(changes).toMatchObject([{ column: 1, rules: ['place.filled'], after: '湖南省 郴州市 苏仙区' }]);
  });

  it('stay open and marked where they are ambiguous', () => {
    const { fields, problems } = customersOf('customer.name', 'customer.district')('张伟', '朝阳区');
    expect(fields).toEqual({ display_name: '张伟', district: '朝阳区' });
    expect(problems).toMatchObject([{ code: 'place.ambiguous', column: 1, value: '朝阳区' }]);
  });

  it('stay as entered where the rules are switched off for their column', () => {
    const off = customersOf(
      'customer.name',
      { field: 'customer.region', off: ['place.official'] },
      {
        field: 'customer.address',
        off: ['place.filled'],
      },
    );
    expect(off('张伟', '湖南', '郴州市苏仙区').fields).toEqual({
      display_name: '张伟',
      region: '湖南',
      address: '郴州市苏仙区',
    });
  });
});

describe('the postal code of a row', () => {
  it('is marked where it belongs to another province', () => {
    const customer = customersOf('customer.name', 'customer.region', 'customer.postal_code');
    expect(customer('张伟', '北京', '518000').problems).toMatchObject([
      { code: 'postal_code.other_province', column: 2 },
    ]);
    expect(customer('张伟', '广东', '518000').problems).toEqual([]);
    expect(customer('Bo', 'California', '90210').problems).toEqual([]);
  });
});

describe('the name of a row', () => {
  it('is put together of its parts where no column holds the whole', () => {
    const customer = customersOf('customer.family_name', 'customer.given_name');
    expect(customer('张', '伟').fields.display_name).toBe('张伟');
    expect(customer('BERG', 'ANNA').fields.display_name).toBe('Anna Berg');
    expect(customer('张', '').fields.display_name).toBe('张');
  });

  it('is taken apart where somebody asked for it', () => {
    expect(customersOf('customer.name')('欧阳娜娜').fields).toEqual({ display_name: '欧阳娜娜' });
    expect(customersOf({ field: 'customer.name', on: ['name.parts'] })('欧阳娜娜').fields).toEqual({
      display_name: '欧阳娜娜',
      family_name: '欧阳',
      given_name: '娜娜',
    });
  });

  it('suggests a gender by its form of address and never takes it', () => {
    const { fields, notes } = customersOf('customer.name')('董梓女士');
    expect(fields).toEqual({ display_name: '董梓' });
    expect(notes).toMatchObject({ gender: { suggestion: 'female' } });
    expect(customersOf('customer.name', 'customer.gender')('董梓女士', '男').notes).not.toHaveProperty(
      'gender',
    );
  });
});

describe('an organisation', () => {
  it('is told by its name where the file does not say, and named by its company where no name is', () => {
    const named = customersOf('customer.name')('杭州常青贸易有限公司');
    expect(named.fields).toEqual({ display_name: '杭州常青贸易有限公司', kind: 'organisation' });
    expect(named.notes).toEqual({ kind: { rules: ['kind.from_name'] } });
    expect(customersOf('customer.company', 'customer.phone')('Acme Ltd', '').fields).toEqual({
      company: 'Acme Ltd',
      display_name: 'Acme Ltd',
      kind: 'organisation',
    });
    const off = customersOf({ field: 'customer.name', off: ['kind.from_name'] });
    expect(off('Acme Ltd').fields).toEqual({ display_name: 'Acme Ltd' });
  });
});

describe('a birthday', () => {
  it.each([
    ['农历1990年八月十五', '1990-10-03', undefined],
    ['二〇〇一年三月五日', '2001-03-05', undefined],
    ['农历八月十五', undefined, 'birthday.no_year'],
    ['2150-01-01', undefined, 'birthday.in_future'],
    ['1249-01-01', undefined, 'birthday.not_understood'],
    ['1900-01-01', undefined, undefined],
  ])('%s is read as %s, with the remark %s', (text, birthday, problem) => {
    const { fields, problems } = customersOf('customer.name', 'customer.birthday')('张伟', text);
    expect(fields.birthday).toBe(birthday);
    expect(problems.map(({ code }) => code)).toEqual(problem === undefined ? [] : [problem]);
  });
});
