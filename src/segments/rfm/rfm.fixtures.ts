import type { TestPlatform } from '#platform/testing/test-platform.ts';
import type { RfmDefinition } from './rfm.contract.ts';
import { readRfm } from './rfm.queries.ts';
import { editRfm } from './rfm.ts';

export interface MadeDocument {
  customerId: string;
  kind?: 'sale' | 'return' | 'cancellation';
  at: string;
  /** Minor units of the organisation's currency; null: no rate is known. */
  worth: number | null;
}

/** Customers of these names and nothing else; gives back their ids in order. */
export async function customersNamed(
  platform: TestPlatform,
  names: readonly string[],
  { ownerId = null, teamId = null }: { ownerId?: string | null; teamId?: string | null } = {},
): Promise<string[]> {
  const { rows } = await platform.database.pool.query<{ id: string }>(
    `insert into customers.customers (display_name, owner_id, team_id)
      select name, $2, $3 from unnest($1::text[]) with ordinality named(name, nth) order by nth returning id`,
    [names, ownerId, teamId],
  );
  return rows.map(({ id }) => id);
}

/** Documents as the bulk store leaves them, as far as scores look at them. */
export async function documentsOf(platform: TestPlatform, documents: readonly MadeDocument[]): Promise<void> {
  const columns = [
    documents.map(({ customerId }) => customerId),
    documents.map(({ kind = 'sale' }) => kind),
    documents.map(({ at }) => at),
    documents.map(({ worth }) => worth),
  ];
  await platform.database.pool.query(
    `insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency, amount_minor,
        base_amount_minor, lines)
      select customer_id, id, 1, 'N' || id, kind, ordered_at, case when worth is null then 'USD' else 'CNY' end,
        coalesce(worth, 100), worth, 1
      from (select nextval('commerce.order_ids') as id, * from unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bigint[])
        made(customer_id, kind, ordered_at, worth)) numbered`,
    columns,
  );
}

/** Nobody, no documents, and the settings as they come. */
export async function startAfresh({ database: { pool } }: TestPlatform): Promise<void> {
  await pool.query('truncate segments.rfm, commerce.orders, customers.customers restart identity cascade');
  await pool.query(
    `update segments.rfm_settings set window_days = 365, scoring = '{"by": "fifths"}', asked = asked + 1`,
  );
}

const columns = 'last_day, purchases, spend_minor, recency, frequency, spend, rfm_group, rfm_kind';

/** The stored rows by customer, in the order of their ids. */
export async function storedScores({
  database: { pool },
}: TestPlatform): Promise<Map<string, Record<string, unknown>>> {
  const { rows } = await pool.query(
    `select customer_id as id, ${columns} from segments.rfm order by customer_id`,
  );
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/** Recency, frequency and spend as three digits; undefined for who has no scores. */
export async function scoresOf(platform: TestPlatform, id: string | undefined): Promise<string | undefined> {
  const row = (await storedScores(platform)).get(id!);
  return row && `${row.recency}${row.frequency}${row.spend}`;
}

/** Changes these settings, whatever version there is. */
export async function changeRfm(platform: TestPlatform, definition: Partial<RfmDefinition>): Promise<void> {
  const { settings } = await platform.run(readRfm);
  const { version, ...before } = settings;
  await platform.run((ctx) => editRfm({ ...ctx, ifMatch: String(version) }, { ...before, ...definition }));
}
