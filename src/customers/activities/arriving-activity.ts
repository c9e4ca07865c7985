import { hash } from 'node:crypto';
import type { CustomValue } from '../custom-fields/custom-value.contract.ts';
import type { ActivityType } from './activities.contract.ts';

/** An activity as a row of a file tells of it, cleaned; null where the row says nothing. */
export interface ArrivingActivity {
  /** Where the row does not say, `typeOfArriving` does. */
  type: ActivityType | null;
  /** ISO time with offset. */
  occurredAt: string;
  /** The number under which the source knows it. */
  number: string | null;
  subject: string | null;
  text: string | null;
  channel: string | null;
  direction: 'in' | 'out' | null;
  staff: string | null;
  couponCode: string | null;
  /** An exact decimal. */
  amount: string | null;
  /** Values of custom fields, by their keys. */
  fields: Record<string, CustomValue> | null;
}

/** The columns of the stage of activities behind `row_no`, with their types, in COPY order. */
export const activityColumns = {
  type: 'text',
  occurred_at: 'timestamptz',
  number: 'text',
  print: 'text',
  payload: 'jsonb',
} as const;

/** What a row that does not say its type tells of. */
export function typeOfArriving({
  type,
  couponCode,
}: Pick<ArrivingActivity, 'type' | 'couponCode'>): ActivityType {
  return type ?? (couponCode === null ? 'note' : 'coupon');
}

/**
 * The values of one row of the stage, in the order of `activityColumns`. The print stands for type, time and
 * content: what has no number is known again by it.
 */
export function activityValues(arriving: ArrivingActivity): (string | null)[] {
  const type = typeOfArriving(arriving);
  const { fields } = arriving;
  const told = payloadOf(type, arriving);
  const payload = JSON.stringify(fields === null ? told : { ...told, fields: inOrder(fields) });
  const print = hash('sha1', `${type}\n${arriving.occurredAt}\n${payload}`, 'base64url');
  return [type, arriving.occurredAt, arriving.number, print, payload];
}

/** Whichever columns told them, equal values have equal prints. */
function inOrder(fields: Record<string, CustomValue>): Record<string, CustomValue> {
  return Object.fromEntries(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** In the shape that `activityPayloads` gives the type; gaps stay gaps. */
function payloadOf(type: ActivityType, arriving: ArrivingActivity): Record<string, string> {
  const { subject, staff, direction, channel, amount, text } = arriving;
  const details = { subject, staff };
  if (type === 'note')
    return filled({ ...details, subject: text === null ? null : subject, text: text ?? subject });
  if (type === 'call') return filled({ ...details, direction, text });
  if (type === 'visit') return filled({ ...details, place: channel, text });
  if (type === 'message') return filled({ ...details, direction, channel: messageChannel(channel), text });
  const matter = { ...details, channel, amount, text };
  return filled(type === 'coupon' ? { ...matter, code: arriving.couponCode } : matter);
}

function filled(values: Record<string, string | null>): Record<string, string> {
  const known: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (value !== null && value !== '') known[key] = value;
  }
  return known;
}

function messageChannel(word: string | null): string {
  if (word === null) return 'other';
  if (/微信|wechat|weixin|企微/i.test(word)) return 'wechat';
  if (/短信|sms|text/i.test(word)) return 'sms';
  return /mail|邮/i.test(word) ? 'email' : 'other';
}
