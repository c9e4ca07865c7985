import { sql } from 'kysely';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { sourceNamed } from '../records/sources.queries.ts';

export interface ToldRecord {
  source?: string;
  fields?: Record<string, string>;
  contacts?: { kind: string; value: string; entered: string; certain: boolean }[];
  notes?: Record<string, { before?: string; rules?: string[]; problem?: string; suggestion?: string }>;
  importId?: number;
  rowNo?: number;
  at?: string;
  leads?: boolean;
  unifiedBy?: string;
}

let told = 0;

/** Writes a source record of a customer just as it is given, without computing the customer anew; gives back its id. */
export async function tellRecord(
  platform: TestPlatform,
  customerId: string,
  record: ToldRecord,
): Promise<string> {
  told += 1;
  const { source = 'Shop', fields = {}, contacts = [], notes = null, importId = null, rowNo = null } = record;
  const { at = '2026-03-01T00:00:00Z', leads = true, unifiedBy = null } = record;
  const sourceId = await platform.run((ctx) => sourceNamed(ctx, source));
  const { rows } = await sql<{ id: string }>`
    insert into customers.source_records (customer_id, source_id, key_kind, key_value, import_id, row_no, payload,
      payload_hash, received_at, fields, contacts, notes, unified_by, leads, filled)
    values (${customerId}, ${sourceId}, 'content', ${`told ${told}`}, ${importId}, ${rowNo}, '{}', ${`told ${told}`},
      ${at}, ${JSON.stringify(fields)}, ${JSON.stringify(contacts)}, ${notes && JSON.stringify(notes)}, ${unifiedBy},
      ${leads}, ${Object.keys(fields).length + contacts.length})
    returning id`.execute(platform.database.db);
  return rows[0]!.id;
}

/** Sets columns of a customer as golden records would have them. */
export async function setCustomer(
  platform: TestPlatform,
  id: string,
  values: Record<string, unknown>,
): Promise<void> {
  for (const [column, value] of Object.entries(values))
    await sql`update customers.customers set ${sql.ref(column)} = ${value} where id = ${id}`.execute(
      platform.database.db,
    );
}

/** Notes that two customers share a value and were kept apart. */
export async function suspect(
  platform: TestPlatform,
  pair: { id: string; otherId: string; kind?: 'phone' | 'email'; value: string; at?: string },
): Promise<void> {
  const { id, otherId, kind = 'phone', value, at = '2026-03-01T00:00:00Z' } = pair;
  await sql`insert into customers.possible_duplicates (customer_id, other_customer_id, kind, value, created_at)
    values (${id}, ${otherId}, ${kind}, ${value}, ${at})`.execute(platform.database.db);
}
