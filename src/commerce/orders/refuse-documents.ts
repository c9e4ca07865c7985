import type { Context } from '#platform/db/context.ts';
import { forgetChanges } from '../history/keep-changes.queries.ts';
import { ordersToKeep } from './kept-orders.queries.ts';
import {
  type Claim,
  dropRefusedLines,
  forgetMeeting,
  type Refused,
  rememberRefused,
  stagedClaims,
  storedParts,
} from './refused-documents.queries.ts';
import { stageTellsFields, type TakenValue } from './staged-fields.queries.ts';
import { undoLines } from './undo-lines.ts';

/** A document of which this import had stored rows, all of which are taken back; what others changed of it since stays. */
export interface Withdrawn {
  orderId: string;
  key: string;
  value: string;
  isGuest: boolean;
}

interface OfImport {
  importId: string;
  sourceId: string;
  /** When the import began to write. */
  since: Date;
}

/**
 * Refuses a document whole that would take a value of a unique field which another has: its lines come off the stage, now
 * and in the chunks to come, and what chunks before stored of it is taken back. Whoever tells a value first in the file has
 * it, unless it is refused itself; so the answer is the same however the file is cut.
 */
export async function refuseDocuments(
  ctx: Context,
  work: OfImport,
): Promise<{ takenValues: TakenValue[]; withdrawn: Withdrawn[] }> {
  const before = await dropRefusedLines(ctx, work.importId);
  if (!(await stageTellsFields(ctx))) return { takenValues: before, withdrawn: [] };
  const claims = await stagedClaims(ctx, work);
  const holders = claims.flatMap(({ holderId }) => holderId ?? []);
  const kept = await ordersToKeep(ctx, work, holders);
  const refused = refusedOf(claims, new Set(kept.map(({ orderId }) => orderId)));
  if (refused.length === 0) return { takenValues: before, withdrawn: [] };
  await rememberRefused(ctx, work.importId, refused);
  const takenValues = [...before, ...(await dropRefusedLines(ctx, work.importId))];
  return { takenValues, withdrawn: await withdraw(ctx, work, refused) };
}

/** Who is refused lets go of what this import gave it, but for documents of `kept`, which stay as they are. */
function refusedOf(claims: readonly Claim[], kept: ReadonlySet<string>): Refused[] {
  const refused = new Map<string, Claim>();
  const letGo = new Set<string>();
  const first = new Map<string, string>();
  for (const claim of claims) {
    const { number, orderId, fieldId, value, holderId, isGiven } = claim;
    if (refused.has(number)) continue;
    const name = `${fieldId} ${value}`;
    const ahead = first.get(name);
    const isHeld = holderId !== null && !(isGiven && letGo.has(holderId));
    if (isHeld || (ahead !== undefined && !refused.has(ahead))) {
      refused.set(number, claim);
      if (orderId !== null && !kept.has(orderId)) letGo.add(orderId);
    } else first.set(name, number);
  }
  return [...refused.values()];
}

/** Takes back what chunks before stored of these documents, but of those that stay as they are. */
async function withdraw(
  ctx: Context,
  { importId, since }: OfImport,
  refused: readonly Refused[],
): Promise<Withdrawn[]> {
  const known = refused.flatMap(({ orderId, key, value }) => (orderId ? [{ orderId, key, value }] : []));
  if (known.length === 0) return [];
  const orderIds = known.map(({ orderId }) => orderId);
  const parts = await storedParts(ctx, importId, orderIds);
  const { whole } = await undoLines(ctx, {
    importId,
    since,
    orderIds,
    createdRows: parts.lines.map(Number),
    updatedRows: [],
  });
  const stay = new Set(whole.map(({ orderId }) => orderId));
  const gone = known.filter(({ orderId }) => !stay.has(orderId));
  const goneIds = gone.map(({ orderId }) => orderId);
  await forgetMeeting(ctx, importId, goneIds);
  await forgetChanges(ctx, importId, goneIds);
  return gone.map((one) => ({ ...one, isGuest: parts.guests.includes(one.orderId) }));
}
