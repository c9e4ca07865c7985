import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';

/** A source as the table has it: trust by the stored names of fields. */
export interface StoredSource {
  id: string;
  name: string;
  trust: number;
  fieldTrust: Record<string, number>;
  version: number;
  createdAt: string;
}

const columns = sql`id, name, trust, field_trust as "fieldTrust", version, created_at as "createdAt"`;

/** All sources by name. */
export async function storedSources(ctx: Context): Promise<StoredSource[]> {
  const { rows } = await sql<StoredSource>`select ${columns} from customers.sources
    order by name collate "zh-x-icu"`.execute(ctx.tx);
  return rows;
}

/** One source, locked for this transaction; undefined where there is none. */
export async function lockSource(ctx: Context, id: string): Promise<StoredSource | undefined> {
  const { rows } =
    await sql<StoredSource>`select ${columns} from customers.sources where id = ${id} for no key update`.execute(
      ctx.tx,
    );
  return rows[0];
}

/** Whether another source bears this name. */
export async function nameTaken(ctx: Context, name: string, besides: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from customers.sources where name = ${name} and id <> ${besides}`.execute(ctx.tx);
  return rows.length > 0;
}

/** Writes a source back as its next version. */
export async function writeSource(ctx: Context, row: StoredSource): Promise<StoredSource> {
  const { rows } = await sql<StoredSource>`
    update customers.sources set name = ${row.name}, trust = ${row.trust},
      field_trust = ${JSON.stringify(row.fieldTrust)}::jsonb, version = version + 1
    where id = ${row.id} returning ${columns}`.execute(ctx.tx);
  return rows[0]!;
}

export interface SourceCount {
  id: string;
  records: number;
  lastAt: string | null;
}

/** The records of every source; one walk over all records. Those of customers in the bin are left out. */
export async function countSources(ctx: Context): Promise<SourceCount[]> {
  const { rows } = await sql<{ id: string; records: string; lastAt: string | null }>`
    select s.id, coalesce(k.records, 0) as records, k.last_at as "lastAt"
    from customers.sources s left join (
      select r.source_id, count(*) as records, max(r.received_at) as last_at
      from customers.source_records r join customers.customers c on c.id = r.customer_id
      where ${visibleCustomers(ctx)} group by 1) k on k.source_id = s.id`.execute(ctx.tx);
  return rows.map((row) => ({ ...row, records: Number(row.records) }));
}

/** The next customers, by id behind `after`, that have a record of this source. */
export async function customersOfSource(
  ctx: Context,
  sourceId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct r.customer_id as id
    from customers.source_records r where r.source_id = ${sourceId} and r.customer_id > ${after}
    order by 1 limit ${limit}`.execute(ctx.tx);
  return rows.map((row) => row.id);
}
