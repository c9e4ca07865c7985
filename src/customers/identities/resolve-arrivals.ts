import type { Decided, KnownClaim, OpenRow } from '../records/stage-arrivals.queries.ts';

/** Two customers who share a value and are kept apart. */
export interface Duplicate {
  customer: string;
  other: string;
  kind: string;
  value: string;
}

/** A key that a customer tells and that leads to another. */
export interface WaitingKey {
  kind: string;
  value: string;
  nameKey: string;
  customer: string;
}

export type ArrivalMode = 'createAndUpdate' | 'update' | 'create' | 'tag';

export interface Resolving {
  rows: readonly OpenRow[];
  claims: readonly KnownClaim[];
  /** Name keys of those to whom a value leads that came without a name. */
  names: ReadonlyMap<string, Set<string>>;
  mode: ArrivalMode;
  /** For `create`: known customers that count as made by this import. */
  own: ReadonlySet<string>;
}

/**
 * Says whose each row is, as if rows came one at a time. A person who split it off decides; then the number in the
 * source, or an equal content; else the first phone, then e-mail, that leads to somebody whose name does not
 * contradict: of the same name, or one side without any. A value that leads to several people decides nothing for
 * a row without a name. Rows that the mode leaves out claim nothing. New customers get their ids from `newId`.
 */
export function resolveArrivals(
  input: Resolving,
  newId: () => string,
): { decided: Decided[]; duplicates: Duplicate[]; waiting: WaitingKey[] } {
  const claims = claimsOf(input.claims);
  const names = new Map([...input.names].map(([id, keys]) => [id, new Set(keys)]));
  const fresh = new Set<string>();
  const decided: Decided[] = [];
  const duplicates: Duplicate[] = [];
  const waiting: WaitingKey[] = [];
  for (const { row, name, keys, kept } of input.rows) {
    const found = kept ? { customer: kept, by: keys[0]![0] } : holderOf(claims, names, keys, name);
    const isNew = found === undefined || fresh.has(found.customer);
    if (leavesOut(input, found?.customer, isNew)) {
      const customer = found?.customer ?? '0';
      decided.push({ row, customer, isNew, makes: false, unifiedBy: null, outcome: 's' });
      continue;
    }
    const customer = found?.customer ?? newId();
    if (!found) fresh.add(customer);
    decided.push({
      row,
      customer,
      isNew,
      makes: !found,
      unifiedBy: found?.by ?? null,
      outcome: found ? 'u' : 'c',
    });
    duplicates.push(...contradictions(claims, keys, customer));
    for (const [kind, value] of keys) {
      const nameKey = isNumber(kind) ? '' : (name ?? '');
      if (!claim(claims, kind, value, nameKey, customer)) waiting.push({ kind, value, nameKey, customer });
    }
    if (name !== null) names.set(customer, (names.get(customer) ?? new Set()).add(name));
  }
  return { decided, duplicates, waiting };
}

/**
 * The keys of all rows that rows without a name may meet, directly or over others: whoever these lead to may come to
 * bear a value without a name, and then every name that was ever told of them counts.
 */
export function keysNearNameless(rows: readonly OpenRow[]): Set<string> {
  const bearers = new Map<string, OpenRow[]>();
  for (const row of rows)
    for (const [kind, value] of row.keys) {
      const key = `${kind}:${value}`;
      const known = bearers.get(key);
      if (known) known.push(row);
      else bearers.set(key, [row]);
    }
  const met = new Set<string>();
  const waiting = rows.filter(({ name }) => name === null);
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop())
    for (const [kind, value] of row.keys) {
      const key = `${kind}:${value}`;
      if (met.has(key)) continue;
      met.add(key);
      for (const bearer of bearers.get(key)!) waiting.push(bearer);
    }
  return met;
}

/** Whom a key leads to, by the name that it came with. */
type Claims = Map<string, Map<string, string>>;

function claimsOf(known: readonly KnownClaim[]): Claims {
  const claims: Claims = new Map();
  for (const { kind, value, name, customer } of known) claim(claims, kind, value, name, customer);
  return claims;
}

/** False where it leads to another already. */
function claim(claims: Claims, kind: string, value: string, name: string, customer: string): boolean {
  const key = `${kind}:${value}`;
  const holders = claims.get(key);
  if (!holders) claims.set(key, new Map([[name, customer]]));
  else if (!holders.has(name)) holders.set(name, customer);
  return holders === undefined || holders.get(name) === customer;
}

/** A key that belongs to one customer, whatever the name. */
function isNumber(kind: string): boolean {
  return kind === 'external' || kind === 'content';
}

function holderOf(
  claims: Claims,
  names: ReadonlyMap<string, ReadonlySet<string>>,
  keys: OpenRow['keys'],
  name: string | null,
): { customer: string; by: string } | undefined {
  for (const [kind, value] of keys) {
    const holders = claims.get(`${kind}:${value}`);
    if (!holders) continue;
    const customer = isNumber(kind) ? holders.get('') : agreeing(holders, names, name);
    if (customer !== undefined) return { customer, by: kind };
  }
  return undefined;
}

function agreeing(
  holders: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, ReadonlySet<string>>,
  name: string | null,
): string | undefined {
  if (name === null) {
    const all = new Set(holders.values());
    return all.size === 1 ? [...all][0] : undefined;
  }
  const namesake = holders.get(name);
  if (namesake !== undefined) return namesake;
  const nameless = holders.get('');
  if (nameless === undefined) return undefined;
  const told = names.get(nameless);
  return told === undefined || told.size === 0 || told.has(name) ? nameless : undefined;
}

function leavesOut({ mode, own }: Resolving, found: string | undefined, isNew: boolean): boolean {
  if (mode === 'createAndUpdate') return false;
  if (mode === 'create') return !isNew && !own.has(found!);
  return isNew;
}

/** Who else the phones and e-mails of a row lead to; one pair per value, with the one who had it first. */
function contradictions(claims: Claims, keys: OpenRow['keys'], customer: string): Duplicate[] {
  return keys.flatMap(([kind, value]) => {
    if (isNumber(kind)) return [];
    const holders = [...new Set(claims.get(`${kind}:${value}`)?.values() ?? [])];
    if (holders.length === 0 || holders.includes(customer)) return [];
    const [other] = holders.sort((a, b) => Number(BigInt(a) - BigInt(b)));
    return [{ customer, other: other!, kind, value }];
  });
}
