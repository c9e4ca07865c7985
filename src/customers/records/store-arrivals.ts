import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { claimTold } from '../custom-fields/custom-values.queries.ts';
import { customersCreated, customersUpdated } from '../events.ts';
import { because } from '../history/because.ts';
import { newCustomerIds } from '../identities/identities.queries.ts';
import { nameKeyOf } from '../identities/name-key.ts';
import { keepWaiting } from '../identities/reclaim.queries.ts';
import {
  type ArrivalMode,
  type Duplicate,
  keysNearNameless,
  resolveArrivals,
} from '../identities/resolve-arrivals.ts';
import { letSearchWait, refreshSearch } from '../profiles/search.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { customersIn, foldRecords, insertGoldens, updateGoldens } from './fold-records.queries.ts';
import {
  type KnownClaim,
  keepDecisions,
  madeBy,
  namesTold,
  type OpenRow,
  openRows,
  type StoredArrivals,
  settleRepeats,
  settleStrangers,
  stageCopy,
  storedArrivals,
} from './stage-arrivals.queries.ts';
import {
  attachTags,
  claimStagedKeys,
  countIdleTagged,
  countTagged,
  dropIdleRows,
  insertBesides,
  insertContactPoints,
  insertDuplicates,
  insertIdNumbers,
  insertRecords,
  insertSingles,
  keepContactsOfKnown,
  lockKnown,
  touchedCustomers,
} from './store-arrivals.queries.ts';
import { lockArrivals } from './take-back.queries.ts';

export interface StoreRequest {
  sourceId: string;
  importId: string | null;
  userId?: string | null;
  /** When the whole of it arrived, the same for every chunk: time decides between records of equal trust. */
  arrivedAt: Date;
  /** What happens to rows that match a customer, and to those that match nobody. */
  mode: ArrivalMode;
  /** False: rows fill gaps, and never stand before what another record says. */
  leads: boolean;
  /** Attached to every customer met. */
  tags: readonly string[];
}

export interface ArrivalsStored extends StoredArrivals {
  possibleDuplicates: number;
}

/**
 * Loads one chunk of arrivals of a source (COPY text: `row_no`, then `arrivalColumns`) for `storeArrivals` in this
 * transaction. It waits for nobody; `mergeSearch` is to follow.
 */
export async function stageArrivals(ctx: BulkContext, sourceId: string, copy: Buffer): Promise<void> {
  await letSearchWait(ctx);
  await stageCopy(ctx, sourceId, copy);
}

/**
 * Stores the arrivals that lie in the stage in a few set-based statements of the caller's transaction: who each
 * row is, its source record, the golden record, contact points, search, tags. The same rows again change nothing;
 * the size of the chunks does not matter.
 */
export async function storeArrivals(told: Context, request: StoreRequest): Promise<ArrivalsStored> {
  const { importId, sourceId } = request;
  const ctx = importId ? because(told, 'import', importId) : because(told, 'source', sourceId);
  await lockArrivals(ctx);
  const duplicates = await settle(ctx, request);
  if (request.mode === 'tag') return tagOnly(ctx, request);
  if (!request.leads) await dropIdleRows(ctx);
  await lockKnown(ctx);
  await claimStagedKeys(ctx);
  await insertRecords(ctx, { userId: null, ...request });
  const touched = await touchedCustomers(ctx);
  await insertContactPoints(ctx);
  await insertSingles(ctx, request.arrivedAt);
  if (touched.several.length > 0) {
    await foldRecords(ctx, customersIn(touched.several));
    await insertGoldens(ctx, request.arrivedAt);
  }
  await insertBesides(ctx);
  if (touched.known.length > 0) {
    await foldRecords(ctx, customersIn(touched.known));
    await updateGoldens(ctx);
    await keepContactsOfKnown(ctx);
  }
  await claimTold(ctx, [...touched.created, ...touched.known], touched.created);
  await refreshSearch(ctx, [...touched.several, ...touched.known]);
  await insertIdNumbers(ctx);
  const tagged = await attachTags(ctx, request.tags, request.importId);
  const onlyTagged = await countIdleTagged(ctx, tagged);
  const possibleDuplicates = await insertDuplicates(ctx, duplicates, request.importId);
  const known = [...new Set([...touched.known, ...onlyTagged])];
  await tell(ctx, request, { created: touched.created, known });
  return { ...(await storedArrivals(ctx)), possibleDuplicates };
}

/** Decides for every row whose it is. */
async function settle(ctx: Context, request: StoreRequest): Promise<Duplicate[]> {
  await settleRepeats(ctx, request);
  await settleStrangers(ctx, request.mode === 'createAndUpdate' || request.mode === 'create');
  const { rows, claims } = await openRows(ctx);
  const ids = await newCustomerIds(ctx, rows.length);
  let used = 0;
  const { decided, duplicates, waiting } = resolveArrivals(
    {
      rows,
      claims,
      names: await namesOfNameless(ctx, rows, claims),
      mode: request.mode,
      own: new Set(await ownCustomers(ctx, request, rows, claims)),
    },
    () => ids[used++]!,
  );
  await keepDecisions(ctx, decided);
  if (request.mode !== 'tag') await keepWaiting(ctx, request.sourceId, waiting);
  return duplicates;
}

/**
 * The names of those to whom a phone or e-mail leads that came without a name, now or in this chunk: theirs may
 * have come otherwise.
 */
async function namesOfNameless(
  ctx: Context,
  rows: readonly OpenRow[],
  claims: readonly KnownClaim[],
): Promise<Map<string, Set<string>>> {
  const near = keysNearNameless(rows);
  const nameless = claims.filter(
    ({ kind, value, name }) =>
      (name === '' && (kind === 'phone' || kind === 'email')) || near.has(`${kind}:${value}`),
  );
  const names = new Map<string, Set<string>>();
  for (const [id, name] of await namesTold(ctx, [...new Set(nameless.map(({ customer }) => customer))])) {
    const key = nameKeyOf(name);
    if (key !== null) names.set(id, (names.get(id) ?? new Set()).add(key));
  }
  return names;
}

async function ownCustomers(
  ctx: Context,
  { mode, importId }: StoreRequest,
  rows: readonly OpenRow[],
  claims: readonly KnownClaim[],
): Promise<string[]> {
  if (mode !== 'create') return [];
  const known = [...claims.map(({ customer }) => customer), ...rows.flatMap(({ kept }) => kept ?? [])];
  return madeBy(ctx, importId, [...new Set(known)]);
}

async function tagOnly(ctx: Context, request: StoreRequest): Promise<ArrivalsStored> {
  const attached = await attachTags(ctx, request.tags, request.importId, true);
  const tagged = [...new Set(attached.map(({ customerId }) => customerId))];
  await countTagged(ctx, tagged);
  await tellChanged(ctx, customersUpdated, tagged, request.importId ?? undefined);
  return { ...(await storedArrivals(ctx)), possibleDuplicates: 0 };
}

async function tell(
  ctx: Context,
  request: StoreRequest,
  { created, known }: { created: string[]; known: string[] },
): Promise<void> {
  const importId = request.importId ?? undefined;
  await tellChanged(ctx, customersCreated, created, importId);
  await tellChanged(ctx, customersUpdated, known, importId);
  if (created.length + known.length === 0) return;
  const origin = request.importId ? { importId } : request.userId ? { userId: request.userId } : {};
  const sums = { created: created.length, updated: known.length };
  await ctx.audit('customers.ensure', `source:${request.sourceId}`, { ...sums, ...origin });
}
