import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Arrival, Key } from './candidates.ts';
import type { SourceRecord } from './records.contract.ts';

export interface RecordToStore {
  customerId: string;
  arrival: Arrival;
  /** The arrival's place in the call. */
  member: number;
}

/** One text for a record's place: one per customer, source and key. */
export function recordKey(customerId: string, key: Key): string {
  return `${customerId} ${key.kind}:${key.value}`;
}

/** The hashes of what this source told of these customers before, by `recordKey`. */
export async function recordHashes(
  ctx: Context,
  sourceId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<{ customer_id: string; kind: Key['kind']; value: string; hash: string }>`
    select customer_id, key_kind as kind, key_value as value, payload_hash as hash from customers.source_records
    where customer_id = any(${customerIds}::bigint[]) and source_id = ${sourceId}`.execute(ctx.tx);
  return new Map(rows.map((row) => [recordKey(row.customer_id, row), row.hash]));
}

/** Stores what arrived; a record of the same customer, source and key is replaced. */
export async function storeRecords(
  ctx: Context,
  request: { sourceId: string; origin: { importId?: string; userId?: string } },
  records: readonly RecordToStore[],
): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map(({ customerId, arrival }) => ({
    customer_id: customerId,
    key_kind: arrival.keys[0]!.kind,
    key_value: arrival.keys[0]!.value,
    row_no: arrival.rowNo,
    payload: arrival.payload,
    payload_hash: arrival.payloadHash,
  }));
  await sql`
    with arrived as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(customer_id bigint, key_kind text,
        key_value text, row_no bigint, payload text, payload_hash text)
    ), replaced as (
      update customers.source_records s set import_id = ${request.origin.importId ?? null}::bigint,
        user_id = ${request.origin.userId ?? null}::bigint, row_no = r.row_no, payload = r.payload::jsonb,
        payload_hash = r.payload_hash, received_at = ${ctx.clock.now()}
      from arrived r where s.customer_id = r.customer_id and s.source_id = ${request.sourceId}
        and s.key_kind = r.key_kind and s.key_value = r.key_value
      returning s.customer_id, s.key_kind, s.key_value
    )
    insert into customers.source_records (customer_id, source_id, key_kind, key_value, import_id, user_id, row_no,
      payload, payload_hash, received_at)
    select r.customer_id, ${request.sourceId}::bigint, r.key_kind, r.key_value,
      ${request.origin.importId ?? null}::bigint, ${request.origin.userId ?? null}::bigint, r.row_no,
      r.payload::jsonb, r.payload_hash, ${ctx.clock.now()}
    from arrived r where (r.customer_id, r.key_kind, r.key_value) not in (select * from replaced)`.execute(
    ctx.tx,
  );
}

const recordsShown = 50;

/** What arrived about a customer, newest first, at most 50. */
export async function recordsOf(ctx: Context, customerId: string): Promise<SourceRecord[]> {
  const { rows } = await sql<SourceRecord>`
    select r.id, r.source_id as "sourceId", s.name as "sourceName", r.key_kind as "keyKind", r.key_value as "keyValue",
      r.import_id as "importId", r.row_no as "rowNo", r.unified_by as "unifiedBy", r.payload, r.received_at as "receivedAt"
    from customers.source_records r join customers.sources s on s.id = r.source_id
    where r.customer_id = ${customerId} order by r.received_at desc, r.id desc limit ${recordsShown}`.execute(
    ctx.tx,
  );
  return rows;
}
