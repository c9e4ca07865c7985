import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { ChainProblem, ChainVerdict } from './verify-chain.ts';

/** One check of the whole chain, as far as it is. */
export interface ChainCheck {
  id: string;
  askedBy: string;
  startedAt: string;
  /** The last sign of life. */
  seenAt: string;
  finishedAt: string | null;
  checked: string;
  total: string;
  sealedTo: string | null;
  problem: ChainProblem | null;
}

const columns = sql`id, asked_by as "askedBy", started_at as "startedAt", seen_at as "seenAt",
  finished_at as "finishedAt", checked, total, sealed_to as "sealedTo", problem`;

export async function insertCheck(tx: Tx, askedBy: string, now: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into platform.audit_checks (asked_by, started_at, seen_at) values (${askedBy}, ${now}, ${now})
    returning id`.execute(tx);
  return rows[0]!.id;
}

export async function noteCheckProgress(
  db: Database | Tx,
  id: string,
  { checked, total, now }: { checked: number; total: number; now: Date },
): Promise<void> {
  await sql`update platform.audit_checks set checked = ${checked}, total = ${total}, seen_at = ${now}
    where id = ${id}`.execute(db);
}

export async function finishCheck(tx: Tx, id: string, verdict: ChainVerdict, now: Date): Promise<void> {
  const { checked, sealedTo, problem } = verdict;
  await sql`update platform.audit_checks set checked = ${checked}, total = greatest(total, ${checked}),
      sealed_to = ${sealedTo}, problem = ${problem === null ? null : JSON.stringify(problem)}::jsonb,
      seen_at = ${now}, finished_at = ${now}
    where id = ${id}`.execute(tx);
}

export async function findCheck(tx: Tx, id: string): Promise<ChainCheck | undefined> {
  const { rows } = await sql<ChainCheck>`
    select ${columns} from platform.audit_checks where id = ${id}`.execute(tx);
  return rows[0];
}

export async function latestCheck(tx: Tx): Promise<ChainCheck | undefined> {
  const { rows } = await sql<ChainCheck>`
    select ${columns} from platform.audit_checks order by id desc limit 1`.execute(tx);
  return rows[0];
}

/** The end of the chain, and what waits for its seal. */
export async function chainEnd(
  tx: Tx,
): Promise<{ sealedTo: string | null; sealedAt: string | null; waiting: string }> {
  const { rows } = await sql<{ sealedTo: string | null; sealedAt: string | null; waiting: string }>`
    select s.number as "sealedTo", s.sealed_at as "sealedAt",
      (select count(*) from platform.audit_waiting) as waiting
    from (select 1) one left join lateral (
      select number, sealed_at from platform.audit_seals order by number desc limit 1) s on true`.execute(tx);
  return rows[0]!;
}
