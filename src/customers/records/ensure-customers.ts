import type { Context } from '#platform/db/context.ts';
import { customersCreated, customersUpdated } from '../events.ts';
import { type Match, matchArrivals } from '../identities/match-arrivals.ts';
import { refreshSearch } from '../profiles/search.queries.ts';
import { tellChanged } from '../profiles/tell-changed.ts';
import { type Arrival, arrivalOf, type CustomerCandidate } from './candidates.ts';
import { createGoldens, type NewCustomer } from './create-goldens.queries.ts';
import { loadGoldens, type StoredGolden, updateGoldens } from './goldens.queries.ts';
import { type RecordToStore, recordHashes, recordKey, storeRecords } from './source-records.queries.ts';
import { emptyGolden, fold, type Rule } from './survivorship.ts';

export interface EnsureRequest {
  sourceId: string;
  /** The import or person that brought the candidates. */
  origin: { importId?: string; userId?: string };
  /** `overwrite` (default): the source may change values that it gave. `fill`: only gaps of known customers are filled. */
  existing?: Rule;
  candidates: readonly CustomerCandidate[];
}

export interface EnsuredCustomer {
  customerId: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

type Outcomes = EnsuredCustomer['outcome'][];

/**
 * Finds or makes the customer of every candidate and answers in their order. Known by external id within the
 * source, else by phone, then e-mail, of any source, else by equal content; candidates of one call with equal
 * keys are one customer. What arrived is kept as a source record. The same candidates again write nothing. Two
 * callers with the same new key end in one customer. Customers in the bin stay there. A few statements a call,
 * however many candidates; made for up to some 20,000.
 */
export async function ensureCustomers(ctx: Context, request: EnsureRequest): Promise<EnsuredCustomer[]> {
  const arrivals = request.candidates.map(arrivalOf);
  if (arrivals.length === 0) return [];
  const matches = await matchArrivals(ctx, request.sourceId, arrivals);
  const outcomes: Outcomes = new Array(arrivals.length).fill('unchanged');
  const created = matches.filter((match) => match.isNew);
  await createMatched(ctx, request, arrivals, created, outcomes);
  const updated = await updateMatched(
    ctx,
    request,
    arrivals,
    matches.filter((match) => !match.isNew),
    outcomes,
  );
  await tellChanged(
    ctx,
    customersCreated,
    created.map((match) => match.customerId),
    request.origin.importId,
  );
  await tellChanged(ctx, customersUpdated, updated, request.origin.importId);
  if (created.length + updated.length > 0) {
    const sums = { created: created.length, updated: updated.length, candidates: arrivals.length };
    await ctx.audit('customers.ensure', `source:${request.sourceId}`, { ...sums, ...request.origin });
  }
  const ids: string[] = [];
  for (const match of matches) for (const member of match.members) ids[member] = match.customerId;
  return ids.map((customerId, index) => ({ customerId, outcome: outcomes[index]! }));
}

async function createMatched(
  ctx: Context,
  request: EnsureRequest,
  arrivals: readonly Arrival[],
  matches: readonly Match[],
  outcomes: Outcomes,
): Promise<void> {
  const rows: NewCustomer[] = matches.map((match) => {
    const golden = emptyGolden(arrivals[match.members[0]!]!.fallbackName);
    match.members.forEach((member, position) => {
      const change = fold(golden, arrivals[member]!, request.sourceId, request.existing ?? 'overwrite');
      if (position === 0) outcomes[member] = 'created';
      else if (change.fields || change.contacts) outcomes[member] = 'updated';
    });
    const externalIds = new Set(match.members.flatMap((member) => externalIdOf(arrivals[member]!)));
    return { customerId: match.customerId, golden, externalIds: [...externalIds] };
  });
  await createGoldens(ctx, rows);
  await storeRecords(
    ctx,
    request,
    matches.flatMap((match) => recordsOf(request, arrivals, match)),
  );
}

function externalIdOf(arrival: Arrival): string[] {
  const key = arrival.keys[0]!;
  return key.kind === 'external' ? [key.value] : [];
}

/** One record per key: of several arrivals with one key the last counts, or the first where nothing may be overwritten. */
function recordsOf(request: EnsureRequest, arrivals: readonly Arrival[], match: Match): RecordToStore[] {
  const records = new Map<string, RecordToStore>();
  for (const member of match.members) {
    const arrival = arrivals[member]!;
    const key = recordKey(match.customerId, arrival.keys[0]!);
    if (request.existing === 'fill' && records.has(key)) continue;
    records.set(key, { customerId: match.customerId, arrival, member });
  }
  return [...records.values()];
}

/** Updates known customers where an arrival brings something; gives back their ids. */
async function updateMatched(
  ctx: Context,
  request: EnsureRequest,
  arrivals: readonly Arrival[],
  matches: readonly Match[],
  outcomes: Outcomes,
): Promise<string[]> {
  const { sourceId } = request;
  const known = await recordHashes(
    ctx,
    sourceId,
    matches.map((match) => match.customerId),
  );
  const hashOf = (match: Match, arrival: Arrival) => known.get(recordKey(match.customerId, arrival.keys[0]!));
  // Exactly what arrived before cannot change anything: most of a file that comes again ends here.
  const open = matches.filter((match) =>
    match.members.some((member) => hashOf(match, arrivals[member]!) !== arrivals[member]!.payloadHash),
  );
  if (open.length === 0) return [];
  const glimpsed = await loadGoldens(
    ctx,
    open.map((match) => match.customerId),
    'read',
  );
  const hopeful = open.filter(
    (match) => foldAll(request, arrivals, match, glimpsed.get(match.customerId)!).changed,
  );
  // Again under lock, since somebody may have edited in between.
  const stored = await loadGoldens(
    ctx,
    hopeful.map((match) => match.customerId),
    'lock',
  );
  const changed: StoredGolden[] = [];
  for (const match of hopeful) {
    const golden = stored.get(match.customerId)!;
    const folded = foldAll(request, arrivals, match, golden);
    if (!folded.changed) continue;
    changed.push(golden);
    for (const member of folded.changing) outcomes[member] = 'updated';
  }
  await updateGoldens(ctx, changed);
  const records = open
    .flatMap((match) => recordsOf(request, arrivals, match))
    .filter((record) => {
      const hash = known.get(recordKey(record.customerId, record.arrival.keys[0]!));
      return hash === undefined || (request.existing !== 'fill' && hash !== record.arrival.payloadHash);
    });
  await storeRecords(ctx, request, records);
  for (const record of records) outcomes[record.member] = 'updated';
  const ids = new Set([...changed, ...records].map((row) => row.customerId));
  await refreshSearch(ctx, [...ids]);
  return [...ids];
}

/** Folds all arrivals of a match; `changed` compares the end with the start, since a later arrival may undo an earlier. */
function foldAll(request: EnsureRequest, arrivals: readonly Arrival[], match: Match, golden: StoredGolden) {
  const before = JSON.stringify(golden.fields);
  const changing: number[] = [];
  for (const member of match.members) {
    const change = fold(golden, arrivals[member]!, request.sourceId, request.existing ?? 'overwrite');
    if (change.fields || change.contacts) changing.push(member);
  }
  golden.fieldsChanged = JSON.stringify(golden.fields) !== before;
  return { changing, changed: golden.fieldsChanged || golden.newContacts.length > 0 };
}
