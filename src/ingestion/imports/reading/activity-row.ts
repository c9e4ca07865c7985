import { type ArrivingActivity, typeOfArriving } from '#customers/public.child.ts';
import { arrivingBuilder } from './customer-row.ts';
import type { FieldKey } from './fields.contract.ts';
import { type CellRow, type InterpretedRow, type Reader, report } from './interpreted-row.ts';
import type { Mapping } from './reading.contract.ts';
import { valuesTold } from './values-told.ts';

const naming = new Set<FieldKey>([
  'customer.external_id',
  'customer.phone',
  'customer.email',
  'customer.name',
]);

/** Makes an activity, and the customer whom it names, of a row; it needs both, a time, something told, and no field of other types. */
export function activityFinisher(
  mapping: Mapping,
  readers: readonly Reader[],
  headers: readonly string[],
): (row: CellRow, out: InterpretedRow) => void {
  const arrivingOf = arrivingBuilder(mapping, readers, headers);
  const telling = readers.filter(({ field }) => naming.has(field));
  const find = (field: FieldKey) => readers.find((reader) => reader.field === field);
  const value = (field: FieldKey) => {
    const reader = find(field);
    return () => reader?.result.value ?? null;
  };
  const custom = readers.filter(
    ({ field, mapped }) => mapped.customField !== undefined && field.startsWith('activity.'),
  );
  const dated = find('activity.occurred_at');
  const typed = find('activity.type');
  const [type, number, subject, text, channel, direction, staff, couponCode, amount] = [
    value('activity.type'),
    value('activity.number'),
    value('activity.subject'),
    value('activity.text'),
    value('activity.channel'),
    value('activity.direction'),
    value('activity.staff'),
    value('activity.coupon_code'),
    value('activity.amount'),
  ] as const;
  return (row, out) => {
    if (telling.every(({ result }) => result.value === null)) {
      report(out, { code: 'customer.nothing_known', column: null, value: '' });
    }
    if (dated === undefined || dated.result.text === '') {
      report(out, { code: 'value.missing', column: dated?.column ?? null, value: '' });
    }
    // A word for the type that is not known here is what the row tells.
    const unknown = typed?.result.problem == null ? null : typed.result.text;
    const activity: ArrivingActivity = {
      type: type() as ArrivingActivity['type'],
      occurredAt: dated?.result.value ?? '',
      number: number(),
      subject: subject() ?? unknown,
      text: text(),
      channel: channel(),
      direction: direction() as ArrivingActivity['direction'],
      staff: staff(),
      couponCode: couponCode(),
      amount: amount(),
      fields: valuesTold(custom),
    };
    const { couponCode: coupon } = activity;
    if (activity.type === null && activity.text === null && activity.subject === null && coupon === null) {
      report(out, { code: 'value.missing', column: find('activity.text')?.column ?? null, value: '' });
    }
    for (const { column, customField, result } of custom) {
      if (result.value !== null && customField && !customField.kinds.includes(typeOfArriving(activity)))
        report(out, { code: 'field.of_other_type', column, value: result.text });
    }
    if (out.status !== 'read') return;
    out.arriving = arrivingOf(row, out);
    out.activity = activity;
  };
}
