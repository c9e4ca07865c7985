import type { Context } from '#platform/db/context.ts';
import type { Arrival, Key } from '../records/candidates.ts';
import { type Claim, claimKeys, keyText, moveKeys, newCustomerIds, ownersOf } from './identities.queries.ts';

/** The arrivals of one customer, in the order in which they came. */
export interface Match {
  customerId: string;
  isNew: boolean;
  members: number[];
}

interface Plan {
  matches: (Match & { firstKey: string; newKeys: Key[] })[];
}

/**
 * Finds or claims the customer of every arrival, as if they came one at a time: an external id alone decides
 * where there is one, else the first phone, then the first e-mail that somebody has. Keys that are new are
 * claimed before anything else is written, so that of two callers with the same new key the later one waits,
 * loses the claim, and finds the other's customer.
 */
export async function matchArrivals(
  ctx: Context,
  sourceId: string,
  arrivals: readonly Arrival[],
): Promise<Match[]> {
  const keys = distinctKeys(arrivals);
  const ids = new Map<string, string>();
  const claimed = new Map<string, string>();
  for (;;) {
    const owners = await ownersOf(ctx, sourceId, keys);
    for (const key of claimed.keys()) owners.delete(key);
    const plan = planMatches(arrivals, owners);
    await giveIds(ctx, plan, ids);
    const owed = plan.matches.flatMap((match) =>
      match.newKeys.map((key) => ({ ...key, customerId: match.customerId })),
    );
    const missing = owed.filter((claim) => !claimed.has(keyText(claim)));
    const won = await claimKeys(ctx, sourceId, missing);
    if (won === missing.length) {
      await moveKeys(
        ctx,
        sourceId,
        owed.filter((claim) => differs(claimed.get(keyText(claim)), claim)),
      );
      return plan.matches;
    }
    const now = await ownersOf(ctx, sourceId, missing);
    for (const claim of missing) {
      if (now.get(keyText(claim)) === claim.customerId) claimed.set(keyText(claim), claim.customerId);
    }
  }
}

function differs(claimedFor: string | undefined, claim: Claim): boolean {
  return claimedFor !== undefined && claimedFor !== claim.customerId;
}

function distinctKeys(arrivals: readonly Arrival[]): Key[] {
  const keys = new Map<string, Key>();
  for (const arrival of arrivals) for (const key of arrival.keys) keys.set(keyText(key), key);
  return [...keys.values()];
}

/** Who each arrival belongs to, given the owners known so far. New customers get their ids later. */
function planMatches(arrivals: readonly Arrival[], owners: ReadonlyMap<string, string>): Plan {
  const matches: Plan['matches'] = [];
  const byCustomer = new Map<string, Plan['matches'][number]>();
  const byNewKey = new Map<string, Plan['matches'][number]>();
  arrivals.forEach((arrival, index) => {
    const texts = arrival.keys.map(keyText);
    const deciding = arrival.keys[0]!.kind === 'external' ? texts.slice(0, 1) : texts;
    const known = deciding.find((text) => owners.has(text) || byNewKey.has(text));
    const owner = known === undefined ? undefined : owners.get(known);
    let match = owner === undefined ? byNewKey.get(known ?? '') : byCustomer.get(owner);
    if (!match) {
      match = {
        customerId: owner ?? '',
        isNew: owner === undefined,
        members: [],
        firstKey: texts[0]!,
        newKeys: [],
      };
      matches.push(match);
      if (owner !== undefined) byCustomer.set(owner, match);
    }
    match.members.push(index);
    for (const [position, text] of texts.entries()) {
      if (owners.has(text) || byNewKey.has(text)) continue;
      byNewKey.set(text, match);
      match.newKeys.push(arrival.keys[position]!);
    }
  });
  return { matches };
}

/** Ids by first key, kept across rounds so that keys claimed already stay with their customer. */
async function giveIds(ctx: Context, plan: Plan, ids: Map<string, string>): Promise<void> {
  const fresh = plan.matches.filter((match) => match.isNew);
  const without = fresh.filter((match) => !ids.has(match.firstKey));
  const next = await newCustomerIds(ctx, without.length);
  for (const [index, match] of without.entries()) ids.set(match.firstKey, next[index]!);
  for (const match of fresh) match.customerId = ids.get(match.firstKey)!;
}
