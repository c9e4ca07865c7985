import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import type { Condition } from '../rules/conditions/conditions.contract.ts';
import type { Fact } from '../rules/conditions/family.queries.ts';
import { reachedBy } from '../rules/rule-reach.queries.ts';

export type MovementCause = 'made' | 'rule' | 'changed' | 'time' | 'hand' | 'gone';

/** A condition that decided, with the facts that it was decided by. */
export interface Reason {
  condition: Condition;
  holds: boolean;
  facts: readonly Fact[];
}

export interface Movement {
  id: string;
  customerId: string;
  movedAt: string;
  entered: boolean;
  cause: MovementCause;
  because: Reason[] | null;
}

const columns = sql`m.id, m.customer_id as "customerId", m.moved_at as "movedAt", m.entered, m.cause, m.because`;

/** Movements of a segment beyond the cursor, the last first, of whom the actor reaches. */
export async function movementsOf(
  ctx: Context,
  segmentId: string,
  { by, cursor, limit }: { by: 'customers' | 'orders'; cursor: Cursor | undefined; limit: number },
): Promise<Movement[]> {
  // The first bound leaves out the months after it.
  const after = cursor
    ? sql`and m.moved_at <= ${cursor.value}::timestamptz
        and (m.moved_at, m.id) < (${cursor.value}::timestamptz, ${cursor.id}::bigint)`
    : sql``;
  const { rows } = await sql<Movement>`select ${columns} from segments.movements m
    join facts.customers c on c.id = m.customer_id
    where m.segment_id = ${segmentId} and ${reachedBy(ctx, by)} ${after}
    order by m.moved_at desc, m.id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

const mostOfOne = 100;

/** The last movements of one customer in a segment. */
export async function movementsOfOne(
  ctx: Context,
  segmentId: string,
  customerId: string,
): Promise<Movement[]> {
  const { rows } = await sql<Movement>`select ${columns} from segments.movements m
    where m.customer_id = ${customerId} and m.segment_id = ${segmentId}
    order by m.moved_at desc, m.id desc limit ${mostOfOne}`.execute(ctx.tx);
  return rows;
}

/** Over segments.movements `v`: somebody left for the bin, and has not been put in again. */
export const leftForTheBin = sql<boolean>`(v.cause = 'gone' and not v.entered and not exists (
  select from segments.movements later
  where later.customer_id = v.customer_id and later.segment_id = v.segment_id and later.id > v.id))`;

/** Lists of people that these customers left for the bin, and have not been put into again; none that was made anew since. */
export async function listsToComeBackTo(
  ctx: Context,
  ids: readonly string[],
): Promise<{ segmentId: string; customerId: string }[]> {
  const { rows } = await sql<{ segmentId: string; customerId: string }>`${prepared}
    select v.segment_id as "segmentId", v.customer_id as "customerId"
    from segments.movements v join segments.segments s on s.id = v.segment_id and s.kind <> 'dynamic'
    where v.customer_id = any(${ids}::bigint[]) and ${leftForTheBin}
      and (s.filled_at is null or v.moved_at > s.filled_at)`.execute(ctx.tx);
  return rows;
}

/** Customers of whom is kept how they moved, and who are in the bin or gone. */
export async function whoMovedAndIsAbsent(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select m.customer_id as id
    from (select customer_id from segments.movements union select customer_id from segments.stage_changes
      union select customer_id from segments.grade_changes) m
    where not exists (select from facts.customers c where c.id = m.customer_id) order by 1`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** What is kept of customers who are gone for good. */
export async function forgetMovements(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`delete from segments.movements where customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
}
