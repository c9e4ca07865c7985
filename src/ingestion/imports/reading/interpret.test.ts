import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyColumns } from './copy-columns.ts';
import { type FieldKey, fieldsOf } from './fields.contract.ts';
import { rowInterpreter } from './interpret.ts';
import { maskerOf } from './masking.ts';
import type { ColumnReading, Mapping } from './reading.contract.ts';

const options = { timeZone: 'Asia/Shanghai', country: 'CN' };

function mappingOf(
  as: Mapping['as'],
  fields: FieldKey[],
  readings: Partial<Record<FieldKey, ColumnReading>> = {},
): Mapping {
  const columns = fields.map((field, column) => ({ column, field, reading: readings[field] ?? {} }));
  return { as, columns, columnCount: fields.length, cancelPrefix: true };
}

function interpreter(mapping: Mapping) {
  const interpret = rowInterpreter(mapping, options, []);
  const names = copyColumns[mapping.as].slice(1).map(({ name }) => name);
  return (...cells: string[]) => {
    const { status, values, problems } = interpret({
      cellCount: cells.length,
      cell: (at) => cells[at] ?? '',
    });
    const byName: Record<string, string | null | undefined> = Object.fromEntries(
      names.map((name, at) => [name, values[at]]),
    );
    return { status, problems: problems.map(({ code, column }) => [code, column]), ...byName } as {
      status: string;
      problems: unknown[];
      hint?: string | null;
      amount?: string | null;
    };
  };
}

describe('an order line', () => {
  const fields: FieldKey[] = [
    'order.number',
    'order.ordered_at',
    'line.quantity',
    'line.unit_price',
    'customer.external_id',
    'customer.name',
  ];
  const line = interpreter(mappingOf('orders', fields, { 'customer.external_id': { integralFloat: true } }));

  it('keeps a number of its document that has the form of an identity number', () => {
    const number = '310115202403010018';
    expect(line(number, '2024-03-01', '1', '2', '', '张伟')).toMatchObject({ order_number: number });
    const columns = [{ column: 0, field: 'order.number', reading: {} } as const];
    expect(maskerOf({ columns })(number, 0)).toBe(number);
    expect(maskerOf({ columns })(number, 1)).toBe('310115********0018');
  });

  it('is read into exact values', () => {
    expect(
      line('536365', '2010-12-01 08:26:00', ' 6 ', '￥1,002.55', '17850.0', ' 张\u0000伟\t '),
    ).toMatchObject({
      status: 'read',
      order_number: '536365',
      ordered_at: '2010-12-01T08:26:00+08:00',
      quantity: '6',
      unit_price: '1002.55',
      amount: null,
      customer_external_id: '17850',
      customer_name: '张伟',
      hint: null,
    });
  });

  it('fails with every reason at once and never spoils the next row', () => {
    expect(line('', '2010-13-01', 'six', '', '', '')).toMatchObject({
      status: 'failed',
      problems: [
        ['date.invalid', 1],
        ['number.invalid', 2],
        ['value.missing', 0],
      ],
    });
    expect(line('1', '2010-12-01', '6', '', '', '')).toMatchObject({
      status: 'failed',
      problems: [['value.missing', 3]],
    });
    expect(line('1', '2010-12-01', '6', '0', '', '')).toMatchObject({
      status: 'read',
      customer_external_id: null,
    });
  });

  it('is a cancellation when C stands before its number and its goods come back', () => {
    expect(line('C536379', '2010-12-01', '-1', '27.5', '', '').hint).toBe('cancellation');
    expect(line('C536379', '2010-12-01', '1', '27.5', '', '').hint).toBe(null);
    expect(line('CX1', '2010-12-01', '-1', '27.5', '', '').hint).toBe(null);
    const without = interpreter({ ...mappingOf('orders', fields), cancelPrefix: false });
    expect(without('C536379', '2010-12-01', '-1', '27.5', '', '').hint).toBe(null);
  });

  it('with more filled cells than the header fails; missing cells at the end count as empty', () => {
    expect(line('1', '2010-12-01', '6', '1', '', '', '', 'x')).toMatchObject({
      problems: [['row.too_many_cells', null]],
    });
    expect(line('1', '2010-12-01', '6', '1', '', '', '', ' ').status).toBe('read');
    expect(line('1', '2010-12-01', '6', '1').status).toBe('read');
  });

  it('without any filled cell is blank', () => {
    expect(line('', ' ', '', '\u3000').status).toBe('blank');
    expect(line('1', '2010-12-01', '6', '1').status).toBe('read');
  });

  it('with bytes of another encoding or an endless value fails', () => {
    expect(line('1', '2010-12-01', '6', '1', '', 'Jos\ufffd').problems).toEqual([['text.wrong_encoding', 5]]);
    expect(line('x'.repeat(201), '2010-12-01', '6', '1').problems).toEqual([['text.too_long', 0]]);
  });

  it('takes its kind from the words of the file, a reversal before a sale', () => {
    const typed = interpreter(
      mappingOf('orders', ['order.number', 'order.ordered_at', 'line.amount', 'order.type', 'order.status']),
    );
    const hint = (type: string, status: string) => typed('1', '2024-01-01', '5', type, status).hint;
    expect([
      hint('销售', ''),
      hint('销售', '已取消'),
      hint('', '退款成功'),
      hint('退货', '已完成'),
      hint('', ''),
    ]).toEqual(['sale', 'cancellation', 'return', 'return', null]);
  });

  it('counts one piece where the file has no quantity, and takes a discount off', () => {
    const total = interpreter(mappingOf('orders', ['order.number', 'order.ordered_at', 'line.amount']));
    expect(total('1', '2024-01-01', '(5.00)')).toMatchObject({
      quantity: '1',
      unit_price: null,
      amount: '-5',
    });
    const less = interpreter(
      mappingOf('orders', [
        'order.number',
        'order.ordered_at',
        'line.quantity',
        'line.unit_price',
        'line.discount',
      ]),
    );
    expect(less('1', '2024-01-01', '3', '2.55', '0.65').amount).toBe('7');
    expect(less('1', '2024-01-01', '3', '2.55', '').amount).toBe(null);
  });
});

it('any cells are read, failed or blank, and no value holds a control character', () => {
  const mapping = mappingOf('orders', fieldsOf('orders'));
  const interpret = rowInterpreter(mapping, options, []);
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('1', '2024-01-01', 'C1', '-1', '\t\\N\u0000'),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
      const { status, values, problems } = interpret({
        cellCount: cells.length,
        cell: (at) => cells[at] ?? '',
      });
      expect(['read', 'failed', 'blank']).toContain(status);
      expect(status === 'failed' ? problems.length : 1).toBeGreaterThan(0);
      for (const value of values) expect(value ?? '').not.toMatch(/\p{Cc}/u);
    }),
    { numRuns: 500 },
  );
});
