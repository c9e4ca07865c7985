import { type Selectable, sql } from 'kysely';
import { actorName, mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { DB } from '#platform/db/tables.ts';
import type { WorkKind } from './work.contract.ts';

export type WorkRecord = Selectable<DB['customers.works']>;

/** Work as whoever asked for it looks at it. */
export interface SeenWork extends WorkRecord {
  stop_requested: boolean;
}

export interface NewWork {
  kind: WorkKind;
  /** What is to be done, as the kind reads it. */
  task: object;
  /** The same in words and ids, for people. */
  about: Record<string, string | null>;
}

/** A new piece of work, waiting. What a program may not do, its work may not either. */
export async function insertWork(ctx: Context, { kind, task, about }: NewWork): Promise<WorkRecord> {
  const { actor } = ctx;
  const keyId = actor.kind === 'user' ? actor.keyId : undefined;
  return ctx.tx
    .insertInto('customers.works')
    .values({
      kind,
      task: JSON.stringify({ ...task, about }),
      asked_by: actorName(actor),
      permissions: keyId === undefined ? null : [...actor.permissions],
      key_id: keyId ?? null,
      created_at: ctx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Whose work the actor may look at: their own; administrators everybody's. */
function ownWorks(ctx: Context) {
  const works = ctx.tx
    .selectFrom('customers.works')
    .selectAll()
    .select(
      sql<boolean>`exists (select from customers.work_stops s where s.work_id = works.id)`.as(
        'stop_requested',
      ),
    );
  return mayDo(ctx.actor, 'admin.manage') ? works : works.where('asked_by', '=', actorName(ctx.actor));
}

/** Newest first, before the id `before`. */
export function listOwnWorks(ctx: Context, before: string | undefined, limit: number): Promise<SeenWork[]> {
  const works = ownWorks(ctx).orderBy('id', 'desc').limit(limit);
  return (before === undefined ? works : works.where('id', '<', before)).execute();
}

export function findOwnWork(ctx: Context, id: string): Promise<SeenWork | undefined> {
  return ownWorks(ctx).where('id', '=', id).executeTakeFirst();
}

/** Asks its runner to stop, or ends it where nobody has begun it; false where it has ended already. Waits for no step. */
export async function requestCancel(ctx: Context, id: string): Promise<boolean> {
  const now = ctx.clock.now();
  const { numAffectedRows } = await sql`insert into customers.work_stops (work_id, requested_at)
    select id, ${now} from customers.works where id = ${id} and state in ('queued', 'running')
    on conflict do nothing`.execute(ctx.tx);
  await sql`update customers.works set state = 'cancelled', finished_at = ${now} where id = (
    select id from customers.works where id = ${id} and state = 'queued' for no key update skip locked)`.execute(
    ctx.tx,
  );
  return numAffectedRows === 1n;
}

/** Lets work wait again that failed or was stopped after `since`; false where it did not. */
export async function requeueWork(ctx: Context, id: string, since: Date): Promise<boolean> {
  const { rows } = await sql`with again as (
      update customers.works set state = 'queued', error = null, attempts = 0, started_at = null, finished_at = null
      where id = ${id} and state in ('failed', 'cancelled') and finished_at > ${since} returning id
    ), freed as (delete from customers.work_stops s using again where s.work_id = again.id)
    select from again`.execute(ctx.tx);
  return rows.length > 0;
}

/** Takes work for one runner: a waiting piece, or one whose runner has not been heard of since its lease. */
export async function claimWork(ctx: Context, id: string, until: Date): Promise<WorkRecord | undefined> {
  const now = ctx.clock.now();
  const { rows } = await sql<WorkRecord>`
    update customers.works set state = 'running', epoch = epoch + 1, attempts = attempts + 1, lease_until = ${until},
      started_at = coalesce(started_at, ${now})
    where id = (select id from customers.works
      where id = ${id} and (state = 'queued' or state = 'running' and (lease_until is null or lease_until < ${now}))
      for no key update skip locked)
    returning *`.execute(ctx.tx);
  return rows[0];
}

/** The work, locked, where this runner still has it. */
export async function holdWork(ctx: Context, id: string, epoch: number): Promise<WorkRecord | undefined> {
  const { rows } = await sql<WorkRecord>`select * from customers.works
    where id = ${id} and epoch = ${epoch} and state = 'running' for no key update`.execute(ctx.tx);
  return rows[0];
}

/** Whether somebody wishes that it stops. */
export async function isToStop(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`select from customers.work_stops where work_id = ${id}`.execute(ctx.tx);
  return rows.length > 0;
}

/** Renews the lease of a runner that still has the work; does not wait for a step in hand. */
export async function renewLease(ctx: Context, id: string, epoch: number, until: Date | null): Promise<void> {
  await sql`update customers.works set lease_until = ${until} where id = (
    select id from customers.works where id = ${id} and epoch = ${epoch} and state = 'running'
    for no key update skip locked)`.execute(ctx.tx);
}

export interface StepSums {
  done: number;
  unchanged: number;
  refused: number;
}

/** Adds what a step came to. */
export async function addStep(ctx: Context, id: string, sums: StepSums, until: Date): Promise<void> {
  await sql`update customers.works set done = done + ${sums.done}::int, unchanged = unchanged + ${sums.unchanged}::int,
      refused = refused + ${sums.refused}::int, next_chunk = next_chunk + 1, attempts = 0, lease_until = ${until}
    where id = ${id}`.execute(ctx.tx);
}

export async function setTotal(ctx: Context, id: string, total: number, until: Date): Promise<void> {
  await sql`update customers.works set total = ${total}, attempts = 0, lease_until = ${until} where id = ${id}`.execute(
    ctx.tx,
  );
}

export interface WorkEnd {
  state: 'done' | 'cancelled' | 'failed';
  error?: { code: string; values: Record<string, string | number> };
  file?: { storedAs: string; sizeBytes: number; expiresAt: Date; madeWith: object };
}

export async function endWork(ctx: Context, id: string, { state, error, file }: WorkEnd): Promise<void> {
  await sql`update customers.works set state = ${state}, error = ${error ? JSON.stringify(error) : null}::jsonb,
      stored_as = ${file?.storedAs ?? null}, size_bytes = ${file?.sizeBytes ?? null}::bigint,
      task = task || ${JSON.stringify(file ? { madeWith: file.madeWith } : {})}::jsonb,
      expires_at = ${file?.expiresAt ?? null}::timestamptz, lease_until = null, finished_at = ${ctx.clock.now()}
    where id = ${id}`.execute(ctx.tx);
}

/** Of these works those that are the actor's own, by id. */
export async function endedWorks(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, Pick<WorkRecord, 'id' | 'kind' | 'done'>>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .selectFrom('customers.works')
    .select(['id', 'kind', 'done'])
    .where('id', 'in', ids)
    .where('asked_by', '=', actorName(ctx.actor))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Work that should be running, with the time from which somebody may take it over. */
export async function activeWorks(ctx: Context): Promise<{ id: string; leaseUntil: string | null }[]> {
  const { rows } = await sql<{ id: string; leaseUntil: string | null }>`
    select id, lease_until as "leaseUntil" from customers.works where state in ('queued', 'running') order by id`.execute(
    ctx.tx,
  );
  return rows;
}

/** Counts from the beginning again, where this runner still has the work. */
export async function beginAgain(
  ctx: Context,
  { id, epoch }: WorkRecord,
  total: number,
  until: Date,
): Promise<void> {
  await sql`update customers.works set total = ${total}, done = 0, next_chunk = 0, lease_until = ${until}
    where id = ${id} and epoch = ${epoch} and state = 'running'`.execute(ctx.tx);
}

/** Exports whose file is past its time. */
export async function expiredExports(ctx: Context): Promise<{ id: string; storedAs: string }[]> {
  const { rows } = await sql<{
    id: string;
    storedAs: string;
  }>`select id, stored_as as "storedAs" from customers.works
    where stored_as is not null and expires_at <= ${ctx.clock.now()}`.execute(ctx.tx);
  return rows;
}

/** The names of files that are kept, and of those that are being written. */
export async function keptExports(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(stored_as, id || '-' || epoch || '.csv') as name from customers.works
    where kind = 'export' and (stored_as is not null or state = 'running')`.execute(ctx.tx);
  return rows.map(({ name }) => name);
}

export async function forgetExport(ctx: Context, id: string): Promise<void> {
  await sql`update customers.works set stored_as = null where id = ${id}`.execute(ctx.tx);
}

/** Forgets whom work met that ended before `before`, and by which words they were found; gives back of how many. */
export async function forgetMet(ctx: Context, before: Date): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    with over as (
      update customers.works set task = task - 'meant' - 'listing'
      where finished_at <= ${before} and task ?| array['meant', 'listing'] returning id
    ), gone as (
      delete from customers.work_chunks k using over where k.work_id = over.id
    ) select count(*) as count from over`.execute(ctx.tx);
  return Number(rows[0]!.count);
}
