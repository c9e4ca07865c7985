import { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * One endpoint as plain data: the types, the server binding, OpenAPI, the browser client, forms, the command
 * line and the permission catalogue are all read from it.
 */
export interface Endpoint<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  method: Method;
  /** Below /api/v1, with `:name` for parts that `input` holds too. */
  path: `/${string}`;
  /** What a caller gets, in one English sentence. */
  summary: string;
  /** A permission such as `customers.read`, or `signedIn`, or `public`. */
  needs: string;
  /** Path, query and body keys in one flat object. */
  input: Input;
  output: Output;
  /** Error codes beside those that every endpoint may answer. */
  fails?: readonly string[];
  /** An edit that must name the version it was made from (`If-Match`), so that nobody overwrites silently. */
  ifMatch?: boolean;
  /** The body is a file, not JSON; `input` travels in the query. */
  upload?: boolean;
  /** The answer is a file; `output` is then `fileOutput`. */
  download?: boolean;
  /**
   * The call carries a password or a token. The handler opens its own transactions (hashing must hold no
   * connection, and a guess counts although it is refused), and nothing of the call is kept for a repeat.
   */
  secret?: boolean;
  /**
   * The handler waits for something slow (a child process) and opens its own transactions, so that no connection
   * is held meanwhile. A repeat with the same key does the slow part again and writes once.
   */
  ownTransactions?: boolean;
  /** What it shows, as a subject of the audit: whoever reads many within an hour is noted. */
  countsReads?: string;
  /** Also answers a person who must do something else first, such as setting up a second step; never a key. */
  whileBlocked?: boolean;
  /** At most this many calls a minute from one address, for endpoints that guess-work would try. */
  callsAMinute?: number;
}

export interface Contract<Endpoints extends Record<string, Endpoint> = Record<string, Endpoint>> {
  domain: string;
  endpoints: Endpoints;
}

export type InputOf<E extends Endpoint> = z.output<E['input']>;
export type CallOf<E extends Endpoint> = z.input<E['input']>;
export type OutputOf<E extends Endpoint> = z.output<E['output']>;

/** Keeps the exact types of one endpoint. */
export function endpoint<const Definition extends Endpoint>(definition: Definition): Definition {
  return definition;
}

/** The endpoints of one thing, under the name of its domain. */
export function contract<Endpoints extends Record<string, Endpoint>>(
  domain: string,
  endpoints: Endpoints,
): Contract<Endpoints> {
  return { domain, endpoints };
}

export const nothing = z.strictObject({});
export const id = z
  .string()
  .regex(/^[1-9]\d{0,17}$/, 'must be an id')
  .meta({ description: 'A 64-bit id as text.' });
export const count = z.number().int().nonnegative();
export const bigCount = z
  .string()
  .regex(/^\d+$/)
  .meta({ description: 'A count, as text since it may pass 2^53.' });
export const amountMinor = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: 'Minor units of the currency, as text.' });
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217 code.' });
export const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({ description: 'An exact decimal, as text.' });
/** No offset leads from here to a year that four digits do not tell. */
const hasYear = (text: string) => text >= '0001-01-02' && text < '9999-12-31';

/** PostgreSQL knows no larger offsets, and reads no texts of any length. */
const storable = /:\d\d(\.\d{1,9})?(Z|[+-](0\d|1[0-5]):\d\d)$/;

export const instant = z.iso
  .datetime({ offset: true })
  .refine(hasYear, 'must lie in the years 1 to 9999')
  .refine((text) => storable.test(text), 'must have an offset below 16 hours and at most nine decimals')
  .meta({ description: 'A time with offset, ISO 8601.' });
export const day = z.iso.date().refine((text) => !text.startsWith('0000'), 'must lie in the years 1 to 9999');

/** Where something begins: with a day of the organisation's time zone, or at a time. */
export const dayOrInstant = day.or(instant);

/** Query strings are text: `?withBin=true`. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .default(false);

/** Input keys of every list. */
export const pageInput = {
  cursor: z.string().max(2_000).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** One page of a list; `next` is null on the last. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const fileOutput = z.any().meta({ description: 'A file.' });

/** The names in a path: `/customers/:id` has `id`. */
export function pathKeys(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
}

const largestBigint = 9_223_372_036_854_775_807n;

/** False for digits past PostgreSQL's bigint, which it would refuse with an error. */
export function fitsBigint(digits: string): boolean {
  return BigInt(digits) <= largestBigint;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair, and would answer them with an error of its own. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
