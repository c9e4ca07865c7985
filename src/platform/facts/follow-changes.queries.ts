import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/**
 * Keys of rows that may have changed, by what they name, as `orders.id`; undefined where they are too many to be listed.
 * `whole` where it may be all of a view.
 */
export interface FactChanges {
  whole: boolean;
  keys: ReadonlyMap<string, readonly string[] | undefined>;
}

/** Deletes what every reader has taken. */
export const deleteReadChanges = `delete from platform.fact_changes c where not exists (
  select from platform.fact_readers r where not pg_visible_in_snapshot(c.xid, r.snapshot))`;

const nothing: FactChanges = { whole: false, keys: new Map() };

/**
 * What changed beneath the facts since this reader last took it, each change once: it is taken when the transaction
 * commits, and comes again where that fails. The first time it may be everything. Of several takers at a time one waits
 * for the other. Of more than `mostListed` keys of a kind none is listed: one statement may change millions of rows.
 */
export async function takeFactChanges(
  tx: Tx,
  reader: string,
  { mostListed }: { mostListed: number },
): Promise<FactChanges> {
  const { rows: held } = await sql<{ snapshot: string }>`
    select snapshot::text as snapshot from platform.fact_readers where name = ${reader} for update`.execute(
    tx,
  );
  const since = held[0]?.snapshot;
  if (since === undefined) {
    await sql`insert into platform.fact_readers (name, snapshot, seen_at) values (${reader}, pg_current_snapshot(), now())
      on conflict (name) do nothing`.execute(tx);
    return { whole: true, keys: new Map() };
  }
  const { rows } = await sql<{
    snapshot: string;
    fact: string | null;
    keys: string[] | null;
    whole: boolean;
  }>`
    with fresh as materialized (
      select facts, ids, texts from platform.fact_changes
      where xid >= pg_snapshot_xmin(${since}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${since}::pg_snapshot)
    ), named as materialized (
      select distinct fact, key from fresh, unnest(facts) fact,
        unnest(coalesce(ids::text[], texts, array[null::text])) key
    ), changed as (
      select fact, count(key) <= ${mostListed} as listed, bool_or(key is null) as whole from named group by fact
    )
    select pg_current_snapshot()::text as snapshot, fact, coalesce(whole, false) as whole,
      case when listed then array(select key from named n where n.fact = changed.fact and key is not null) end as keys
    from (select) moment left join changed on true`.execute(tx);
  if (rows[0]!.fact === null) {
    await noteSeen(tx, reader);
    return nothing;
  }
  await sql`update platform.fact_readers set snapshot = ${rows[0]!.snapshot}::pg_snapshot, seen_at = now()
    where name = ${reader}`.execute(tx);
  await sql.raw(deleteReadChanges).execute(tx);
  return {
    whole: rows.some(({ whole }) => whole),
    keys: new Map(rows.map(({ fact, keys }) => [fact!, keys ?? undefined])),
  };
}

/** Whoever comes is not forgotten, however long nothing changes; noted once an hour, since many look every second. */
async function noteSeen(tx: Tx, reader: string): Promise<void> {
  await sql`update platform.fact_readers set seen_at = now()
    where name = ${reader} and seen_at < now() - interval '1 hour'`.execute(tx);
}
