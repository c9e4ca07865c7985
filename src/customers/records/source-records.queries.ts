import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import { readsAll } from '../fields/field-rights.ts';
import { shownContact } from '../fields/shown-fields.queries.ts';
import type { SourceRecord } from './records.contract.ts';

const recordsShown = 50;

/** The print of a content is worked out from all that arrived. */
function keyValue(ctx: Context): RawBuilder<unknown> {
  const shown = shownContact(ctx, sql`r.key_kind`, sql`r.key_value`);
  return readsAll(ctx) ? shown : sql`case when r.key_kind <> 'content' then ${shown} end`;
}

/** What arrived about a customer, newest first, at most 50. */
export async function recordsOf(ctx: Context, customerId: string): Promise<SourceRecord[]> {
  const { rows } = await sql<SourceRecord>`${prepared}
    select r.id, r.source_id as "sourceId", s.name as "sourceName", r.key_kind as "keyKind", ${keyValue(ctx)} as "keyValue",
      r.import_id as "importId", r.row_no as "rowNo", r.unified_by as "unifiedBy", ${readsAll(ctx) ? sql`r.payload` : sql`null::json`} as payload, r.received_at as "receivedAt"
    from customers.source_records r join customers.sources s on s.id = r.source_id
    where r.customer_id = ${customerId} order by r.received_at desc, r.id desc limit ${recordsShown}`.execute(
    ctx.tx,
  );
  return rows;
}
