import { describe, expect, it } from 'vitest';
import type { FieldToFill } from '#customers/public.child.ts';
import type { FieldKey } from './fields.contract.ts';
import { rowInterpreter } from './interpret.ts';

const fields: FieldKey[] = [
  'customer.external_id',
  'customer.phone',
  'activity.type',
  'activity.occurred_at',
  'activity.text',
  'activity.direction',
  'activity.coupon_code',
  'activity.amount',
];
const interpret = rowInterpreter(
  {
    as: 'activities',
    columns: fields.map((field, column) => ({ column, field, reading: {} })),
    columnCount: fields.length,
    cancelPrefix: false,
  },
  { timeZone: 'Asia/Shanghai', country: 'CN' },
  fields,
);
const row = (...cells: string[]) => {
  const { status, problems, arriving, activity } = interpret({
    cellCount: cells.length,
    cell: (at) => cells[at] ?? '',
  });
  return { status, arriving, activity, problems: problems.map(({ code }) => code) };
};

describe('a row of activities', () => {
  it('names a customer and what happened with them', () => {
    expect(
      row('K1', '13912340987', '电话跟进', '2024-03-05 10:00', '问了发货时间', '呼出', '', ''),
    ).toMatchObject({
      status: 'read',
      arriving: { externalId: 'K1', contacts: [{ value: '+8613912340987' }], fields: {} },
      activity: {
        type: 'call',
        occurredAt: '2024-03-05T10:00:00+08:00',
        text: '问了发货时间',
        direction: 'out',
        couponCode: null,
      },
    });
    expect(row('', '13912340987', '', '2024-03-05', '', '', 'A-1', '1.2万').activity).toMatchObject({
      type: null,
      couponCode: 'A-1',
      amount: '12000',
    });
  });

  it('keeps an unknown word for its kind as what it tells', () => {
    const found = row('K1', '', '线下沙龙', '2024-03-05', '', '', '', '');
    expect(found).toMatchObject({
      status: 'read',
      problems: ['value.not_understood'],
      activity: { type: null, subject: '线下沙龙' },
    });
  });

  it('fails without a customer, without a time, and without anything told', () => {
    expect(row('', '', '电话', '2024-03-05', '', '', '', '').problems).toEqual(['customer.nothing_known']);
    expect(row('K1', '', '电话', '', '', '', '', '').problems).toEqual(['value.missing']);
    expect(row('K1', '', '', '2024-03-05', '', '', '', '').problems).toEqual(['value.missing']);
  });

  it('takes a field of visits for visits alone', () => {
    const outcome = {
      ...{ key: 'outcome', of: 'activity', kinds: ['visit'], type: 'text', names: ['Outcome'] },
      ...{ currency: null, unique: false, choices: [], longest: 500 },
    } satisfies FieldToFill;
    const columns = [
      { field: 'customer.external_id' },
      { field: 'activity.type' },
      { field: 'activity.occurred_at' },
      { field: 'activity.coupon_code' },
      { field: 'activity.field_text', customField: 'outcome' },
    ] as const;
    const read = rowInterpreter(
      {
        as: 'activities',
        columns: columns.map((mapped, column) => ({ ...mapped, column, reading: {} })),
        columnCount: columns.length,
        cancelPrefix: false,
      },
      { timeZone: 'Asia/Shanghai', country: 'CN', customFields: [outcome] },
      columns.map(({ field }) => field),
    );
    const problemsOf = (type: string, coupon: string, told: string) => {
      const cells = ['K1', type, '2024-03-05', coupon, told];
      const { problems } = read({ cellCount: cells.length, cell: (at) => cells[at]! });
      return problems.map(({ code, value }) => [code, value]);
    };
    expect(problemsOf('拜访', '', '已签约')).toEqual([]);
    expect(problemsOf('电话', '', '')).toEqual([]);
    expect(problemsOf('电话', '', '已签约')).toEqual([['field.of_other_type', '已签约']]);
    expect(problemsOf('', 'C-1', '已签约')).toEqual([['field.of_other_type', '已签约']]);
  });
});
