import { expect, test } from 'vitest';
import { type ArrivingActivity, activityColumns, activityValues } from '../public.child.ts';
import { activityPayloads } from './activities.contract.ts';

const nothing: ArrivingActivity = {
  type: null,
  occurredAt: '2026-03-05T08:00:00Z',
  number: null,
  subject: null,
  text: null,
  channel: null,
  direction: null,
  staff: null,
  couponCode: null,
  amount: null,
  fields: null,
};

const told = { subject: 'Size', text: 'Too small', channel: '微信', direction: 'in', staff: '李娜' } as const;

const column = (name: keyof typeof activityColumns) => Object.keys(activityColumns).indexOf(name);

test('every type comes in the shape that is registered for it', () => {
  for (const type of Object.keys(activityPayloads) as (keyof typeof activityPayloads)[]) {
    const values = activityValues({ ...nothing, ...told, type, amount: '12.50', couponCode: 'A1' });
    const payload = JSON.parse(values[column('payload')]!);
    expect(activityPayloads[type].parse(payload)).toEqual(payload);
  }
});

test('a row that names a coupon and no kind is the use of a coupon, any other a note', () => {
  expect(activityValues({ ...nothing, couponCode: 'A1' })[column('type')]).toBe('coupon');
  expect(activityValues({ ...nothing, subject: 'Asked for a catalogue' })).toMatchObject([
    'note',
    nothing.occurredAt,
    null,
    expect.any(String),
    '{"text":"Asked for a catalogue"}',
  ]);
});

test('the print changes with type, time and content, and with nothing else', () => {
  const print = (change: Partial<ArrivingActivity>) =>
    activityValues({ ...nothing, ...told, type: 'service', ...change })[column('print')];
  expect(print({})).toBe(print({ number: '7' }));
  expect(
    new Set([
      print({}),
      print({ type: 'meeting' }),
      print({ text: 'x' }),
      print({ occurredAt: '2026-03-06T08:00:00Z' }),
      print({ fields: { a: '1', b: '2' } }),
      print({ fields: { b: '2', a: '1' } }),
    ]).size,
  ).toBe(5);
});
