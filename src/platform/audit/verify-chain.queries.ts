import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { EntryText } from './digests.ts';
import { entryTexts, timeText } from './seals.queries.ts';

/** A seal with the entry it seals, as they are now. */
export interface SealedEntry extends EntryText {
  number: string;
  entryId: string | null;
  sealedOccurredAt: string | null;
  digest: Buffer | null;
  droppedBefore: string | null;
  sealedAt: string;
  mac: Buffer;
  /** In a month that was removed by retention. */
  isDropped: boolean;
}

/** The first number that is asked for: no seal can stand before it. */
export const beforeAllSeals = '-9223372036854775808';

/** The seals after `number`, in the order of the chain. */
export async function sealsAfter(tx: Tx, number: string, limit: number): Promise<SealedEntry[]> {
  const { rows } = await sql<SealedEntry>`
    select s.number, s.entry_id as "entryId", ${timeText(sql`s.occurred_at`)} as "sealedOccurredAt", s.digest,
      ${timeText(sql`s.dropped_before`)} as "droppedBefore", ${timeText(sql`s.sealed_at`)} as "sealedAt", s.mac,
      coalesce(s.occurred_at < (select max(dropped_before) from platform.audit_seals
        where dropped_before is not null), false) as "isDropped", ${entryTexts}
    from (select * from platform.audit_seals where number > ${number} order by number limit ${limit}) s
      left join lateral (select * from platform.audit_entries e
        where e.occurred_at = s.occurred_at and e.id = s.entry_id limit 1) e on true
    order by s.number`.execute(tx);
  return rows;
}

/** One entry that neither is sealed nor waits for its seal: it did not come in the way that entries come. */
export async function entryWithoutSeal(tx: Tx): Promise<{ id: string; occurredAt: string } | undefined> {
  const { rows } = await sql<{ id: string; occurredAt: string }>`
    select e.id, e.occurred_at as "occurredAt" from platform.audit_entries e
    where not exists (select from platform.audit_seals s where s.entry_id = e.id and s.occurred_at = e.occurred_at)
      and not exists (select from platform.audit_waiting w where w.entry_id = e.id and w.occurred_at = e.occurred_at)
    order by e.occurred_at, e.id limit 1`.execute(tx);
  return rows[0];
}

/** How many seals there are, by the number of the last. */
export async function sealsInAll(tx: Tx): Promise<number> {
  const { rows } = await sql<{ last: string | null }>`
    select max(number) as last from platform.audit_seals`.execute(tx);
  return Number(rows[0]?.last ?? 0);
}
