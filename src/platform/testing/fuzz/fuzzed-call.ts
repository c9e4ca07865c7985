import type { JsonSchema } from '#platform/http/json-schema.ts';
import { type Dice, pick } from '../dice.ts';
import { fittingObject, fittingValue, type Hand } from './fitting-value.ts';
import { hostileTexts } from './hostile-texts.ts';
import type { KnownThings } from './known-things.ts';
import type { Operation } from './operations.ts';
import { broken, wrongValue } from './wrong-value.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

export interface FuzzedCall {
  operation: Operation;
  method: Method;
  url: string;
  headers: Record<string, string>;
  payload: string | undefined;
  address: string;
}

/** The call of an operation: one in three as it should be, the others wrong in one way or several. */
export function fuzzedCall(operation: Operation, known: KnownThings, dice: Dice): FuzzedCall {
  const wrong = dice(3) > 0;
  const hand: Hand = { dice, idFor: (name) => known.id(name, dice), isOrdinary: dice(2) === 0 };
  const method = wrong && dice(20) === 0 ? pick(dice, methods) : (operation.method as Method);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const segment = operation.path.split(`/{${name}}`)[0]!.split('/').at(-1)!;
    return encodeURIComponent(pathPart(operation, name, segment, hand, wrong));
  });
  const url = `/api/v1${wrong && dice(40) === 0 ? strangePath(path, dice) : path}${queryOf(operation, hand, known, wrong)}`;
  const { payload, type } = bodyOf(operation, hand, wrong);
  const headers = headersOf(operation, dice, wrong);
  if (type !== undefined && payload !== undefined) headers['content-type'] = type;
  const address = `198.51.${dice(200)}.${dice(250)}`;
  return { operation, method, url, headers, payload, address };
}

const methods: Method[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'];

function pathPart(operation: Operation, name: string, segment: string, hand: Hand, wrong: boolean): string {
  const { dice } = hand;
  if (wrong && dice(3) === 0) return textOf(pick(dice, [wrongValue(dice), pick(dice, hostileTexts)]));
  const schema = operation.parameters.find((each) => each.name === name)?.schema ?? {};
  const idFor = (wanted: string) => hand.idFor(wanted === 'id' || dice(2) === 0 ? segment : wanted);
  return textOf(fittingValue(schema, name, { ...hand, idFor }));
}

function strangePath(path: string, dice: Dice): string {
  return pick(dice, [
    `${path}/`,
    `${path}/../..`,
    `/${path}`,
    `${path}/%zz`,
    `${path}%00`,
    path.toUpperCase(),
  ]);
}

function queryOf(operation: Operation, hand: Hand, known: KnownThings, wrong: boolean): string {
  const { dice } = hand;
  const inQuery = operation.parameters.filter((each) => each.in === 'query');
  let given: Record<string, unknown> = {};
  for (const { name, required, schema } of inQuery) {
    if (name === 'cursor') {
      if (dice(3) === 0) given.cursor = cursorOf(known, dice, wrong);
    } else if (required || dice(3) === 0) given[name] = fittingValue(schema, name, hand);
  }
  if (wrong && dice(2) === 0 && (inQuery.length > 0 || dice(4) === 0)) given = broken(given, dice);
  const parts = Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value.slice(0, 300) : [value]).map(
      (each) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(each))}`,
    ),
  );
  if (wrong && dice(30) === 0)
    parts.push(pick(dice, ['%zz=1', 'limit=1&limit=2', '=', '__proto__[x]=1', 'q=%ff']));
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Cursors are ours to read; what comes back may be anybody's. */
function cursorOf(known: KnownThings, dice: Dice, wrong: boolean): string {
  const cursor = known.cursor(dice) ?? '';
  if (!wrong) return cursor;
  const inner = Buffer.from(cursor, 'base64url').toString('utf8');
  const [sort = 'newest'] = /^\["(\w+)"/.exec(inner)?.slice(1) ?? [];
  const value = pick<unknown>(dice, [
    ...hostileTexts,
    null,
    1,
    '9'.repeat(50),
    '2026-02-31T00:00:00Z',
    'true',
  ]);
  const id = pick<unknown>(dice, ['1', '0', '9'.repeat(19), 'x', null, 1, {}]);
  const made = JSON.stringify(
    pick(dice, [[sort, value, id], [sort], value, [sort, value, '1'], inner.slice(1)]),
  );
  return dice(4) === 0 ? cursor.slice(dice(5)) : Buffer.from(made).toString('base64url');
}

function bodyOf(operation: Operation, hand: Hand, wrong: boolean): { payload?: string; type?: string } {
  const { dice } = hand;
  if (operation.takesFile) {
    const payload = pick(dice, [
      'name,phone\nAda,13800138000\n',
      '',
      '\0\u0001',
      '{}',
      'PK\u0003\u0004x',
      '%PDF-1.4',
    ]);
    return { payload, type: wrong && dice(4) === 0 ? pick(dice, types) : 'application/octet-stream' };
  }
  if (operation.method === 'GET' || operation.method === 'DELETE') {
    return wrong && dice(10) === 0 ? { payload: '{"x":1}', type: pick(dice, types) } : {};
  }
  const fits = fittingObject(operation.body ?? ({} satisfies JsonSchema), hand);
  const input = wrong && dice(4) > 0 ? broken(fits, dice) : fits;
  const text = JSON.stringify(input);
  if (!wrong || dice(8) > 0) return { payload: text, type: 'application/json' };
  const cutOff = text.slice(0, Math.max(1, dice(text.length)));
  const payload = pick(dice, [
    cutOff,
    `[${text}]`,
    '',
    '{"__proto__":{"x":1}}',
    'null',
    '"x"',
    `${text}${text}`,
    '\ufeff{}',
  ]);
  return { payload, type: pick(dice, types) };
}

const types = [
  ...['application/json', 'application/json; charset=utf-16', 'text/plain', 'application/xml', '', 'x'],
  ...['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/octet-stream'],
];

function headersOf(operation: Operation, dice: Dice, wrong: boolean): Record<string, string> {
  const headers: Record<string, string> = {};
  const asksVersion = operation.parameters.some(({ name }) => name === 'If-Match');
  if (asksVersion && !(wrong && dice(5) === 0)) {
    headers['if-match'] = wrong && dice(3) === 0 ? pick(dice, oddTags) : `"${pick(dice, [1, 1, 1, 2, 3])}"`;
  }
  if (dice(6) === 0) headers['idempotency-key'] = pick(dice, ['a', 'b', 'c', 'k'.repeat(200)]);
  if (wrong && dice(12) === 0) headers['idempotency-key'] = pick(dice, ['', 'k'.repeat(201), 'ключ', "'--"]);
  if (wrong && dice(20) === 0) Object.assign(headers, pick(dice, oddHeaders));
  return headers;
}

const oddTags = [
  '*',
  '""',
  '"x"',
  '"-1"',
  '"9223372036854775808"',
  '"1", "2"',
  'W/"1"',
  '"1e1"',
  '9'.repeat(400),
];
const oddHeaders: Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'user-agent': 'x'.repeat(5_000) },
  { authorization: 'Bearer x' },
  { authorization: 'Basic eDp5' },
  { cookie: 'perennial_session=x; perennial_session=%zz' },
  { accept: 'text/html' },
  { 'x-forwarded-for': "'; --" },
  { 'accept-encoding': 'gzip;q=9' },
];

function textOf(value: unknown): string {
  return (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)).toWellFormed();
}
