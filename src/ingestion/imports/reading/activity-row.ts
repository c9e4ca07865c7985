import { arrivingBuilder } from './customer-row.ts';
import type { FieldKey } from './fields.contract.ts';
import { type CellRow, type InterpretedRow, type Reader, report } from './interpreted-row.ts';
import type { Mapping } from './reading.contract.ts';

const naming = new Set<FieldKey>([
  'customer.external_id',
  'customer.phone',
  'customer.email',
  'customer.name',
]);
const told: Partial<Record<FieldKey, string>> = {
  'activity.subject': 'subject',
  'activity.text': 'text',
  'activity.channel': 'channel',
  'activity.direction': 'direction',
  'activity.staff': 'staff',
  'activity.coupon_code': 'couponCode',
  'activity.amount': 'amount',
};

/** Makes an activity, and the customer whom it names, of a row; it needs both, and a time. */
export function activityFinisher(
  mapping: Mapping,
  readers: readonly Reader[],
  headers: readonly string[],
): (row: CellRow, out: InterpretedRow) => void {
  const arrivingOf = arrivingBuilder(mapping, readers, headers);
  const reader = (field: FieldKey) => readers.find((found) => found.field === field);
  const telling = readers.filter(({ field }) => naming.has(field));
  const typed = reader('activity.type');
  const dated = reader('activity.occurred_at');
  const numbered = reader('activity.number');
  const details = readers.filter(({ field }) => told[field] !== undefined);
  return (row, out) => {
    if (telling.every(({ result }) => result.value === null)) {
      report(out, { code: 'customer.nothing_known', column: null, value: '' });
    }
    if (dated === undefined || dated.result.text === '') {
      report(out, { code: 'value.missing', column: dated?.column ?? null, value: '' });
    }
    if (out.status !== 'read') return;
    const payload: Record<string, string> = {};
    for (const { field, result } of details) if (result.value !== null) payload[told[field]!] = result.value;
    out.arriving = arrivingOf(row, out);
    out.values = [
      typed?.result.value ?? typeOf(payload),
      dated!.result.value,
      numbered?.result.value ?? null,
      JSON.stringify(payload),
    ];
  };
}

/** What a row that names no type can only be. */
function typeOf({ couponCode }: Record<string, string>): string {
  return couponCode === undefined ? 'note' : 'coupon';
}
