import { type CopyColumn, fieldValuesColumn } from './copy-columns.ts';
import type { FieldKey } from './fields.contract.ts';
import { type InterpretedRow, type Reader, report } from './interpreted-row.ts';
import { discounted } from './numbers.ts';
import type { Mapping } from './reading.contract.ts';
import { valuesTold } from './values-told.ts';
import { type OrderHint, readOrderStatus, readOrderType } from './words.ts';

/**
 * What makes an order line of the values of a row: required values, a quantity of 1 where the file
 * has none, the amount after a discount, what the line says about being a sale or its reverse, and custom fields.
 */
export function orderFinisher(
  mapping: Mapping,
  columns: readonly CopyColumn[],
  readers: readonly Reader[],
): (out: InterpretedRow) => void {
  const slot = (name: string) => columns.findIndex((column) => column.name === name);
  const reader = (field: FieldKey) => readers.find((found) => found.field === field);
  const [number, quantity, price, amount] = ['order_number', 'quantity', 'unit_price', 'amount'].map(
    slot,
  ) as [number, number, number, number];
  const hint = slot('hint');
  const fieldValues = slot(fieldValuesColumn);
  const custom = readers.filter(({ mapped }) => mapped.customField !== undefined);
  const numbered = reader('order.number');
  const dated = reader('order.ordered_at');
  const counted = reader('line.quantity');
  const total = reader('line.amount');
  const priced = reader('line.unit_price') ?? total;
  const discount = reader('line.discount');
  const type = lastWord(reader('order.type'), readOrderType);
  const status = lastWord(reader('order.status'), readOrderStatus);
  return (out) => {
    const { values } = out;
    const told = valuesTold(custom);
    values[fieldValues] = told && JSON.stringify(told);
    requireText(out, numbered);
    requireText(out, dated);
    if (counted === undefined) values[quantity] = '1';
    else requireText(out, counted);
    if (total === undefined) values[amount] = null;
    if (values[price] === null && values[amount] === null && out.status === 'read') {
      report(out, { code: 'value.missing', column: priced?.column ?? null, value: '' });
    }
    const typed = type();
    const reversed = typed === 'sale' ? null : typed;
    values[hint] =
      reversed ?? status() ?? numberHint(values[number]!, values[quantity]!, mapping.cancelPrefix) ?? typed;
    const less = total === undefined ? discount?.result.value : null;
    if (less != null && out.status === 'read') {
      const net = discounted(values[quantity]!, values[price]!, less);
      if (net === 'too large') {
        report(out, { code: 'number.too_large', column: discount!.column, value: discount!.result.text });
      } else values[amount] = net;
    }
    if (out.status === 'read' && isBeyond(values[quantity]!, values[price] ?? null, values[amount] ?? null)) {
      const asked = (values[amount] === null ? counted : total) ?? priced!;
      report(out, { code: 'amount.too_large', column: asked.column, value: asked.result.text });
    }
  };
}

/** Sums of thousands of lines must fit 64 bits in minor units, whichever the currency. */
const amountLimit = 1e13;

function isBeyond(quantity: string, price: string | null, amount: string | null): boolean {
  const count = Number(quantity);
  const comesTo = Number(amount ?? count * Number(price));
  const each = Number(price ?? (count === 0 ? 0 : comesTo / count));
  return Math.abs(comesTo) >= amountLimit || Math.abs(each) >= amountLimit;
}

function requireText(out: InterpretedRow, reader: Reader | undefined): void {
  if (reader === undefined || reader.result.text === '') {
    report(out, { code: 'value.missing', column: reader?.column ?? null, value: '' });
  }
}

/** The usual sign of shop systems: `C` before the number and goods that come back. */
function numberHint(number: string | null, quantity: string | null, applies: boolean): OrderHint {
  if (!applies || number === null || quantity === null) return null;
  return number.startsWith('C') && quantity.startsWith('-') && /^C\d+$/.test(number) ? 'cancellation' : null;
}

/** The reading of a reader's present word, worked out when the word changes. */
function lastWord(reader: Reader | undefined, read: (text: string) => OrderHint): () => OrderHint {
  let text = '';
  let hint: OrderHint = null;
  return () => {
    if (reader !== undefined && reader.result.text !== text) {
      text = reader.result.text;
      hint = text === '' ? null : read(text);
    }
    return hint;
  };
}
