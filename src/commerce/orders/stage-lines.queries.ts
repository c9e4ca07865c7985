import { sql } from 'kysely';
import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { keptCustomers } from '../history/keep-changes.queries.ts';

/** The columns that a reader of files fills, in COPY order; `row_no` is the row of the file. */
const stagedLineColumns = [
  'row_no',
  'order_number',
  'ordered_at',
  'hint',
  'original_number',
  'store',
  'channel',
  'brand',
  'seller',
  'currency',
  'product_code',
  'product_name',
  'product_category',
  'quantity',
  'unit_price',
  'amount',
  'customer_external_id',
  'customer_name',
  'customer_phone',
  'customer_email',
  'customer_country',
  'customer_region',
  'customer_city',
  'customer_address',
  'customer_company',
  'field_values',
] as const;

/**
 * Puts stores of order lines in a row until the transaction ends: they are bound by the processor anyway, and two of
 * them would meet in products and totals. What is only staged meanwhile waits for nobody.
 */
export async function takeTurn(ctx: BulkContext): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('commerce.store_lines'))`.execute(ctx.tx);
}

/** Makes (once a connection) the stage and loads one chunk for `storeLines` in this transaction. */
export async function stageLines(ctx: BulkContext, copy: Buffer): Promise<void> {
  // The planner needs the sizes of the stage, not its finer statistics, and those took a fifth of the time.
  await sql`set local default_statistics_target = 10`.execute(ctx.tx);
  // A chunk fits: without these, sorts and stage went through files.
  await sql`set local work_mem = '64MB'`.execute(ctx.tx);
  await sql`select set_config('temp_buffers', '64MB', false) where pg_my_temp_schema() = 0`.execute(ctx.tx);
  await sql`create temp table if not exists staged_lines (
    row_no bigint, order_number text collate "C", ordered_at timestamptz, hint text collate "C", original_number text collate "C", store text collate "C",
    channel text collate "C", brand text collate "C", seller text collate "C", currency text collate "C", product_code text collate "C", product_name text collate "C", product_category text collate "C",
    quantity numeric(20,6), unit_price numeric(20,6), amount numeric(20,6),
    customer_external_id text collate "C", customer_name text collate "C", customer_phone text collate "C", customer_email text collate "C",
    customer_country text collate "C", customer_region text collate "C", customer_city text collate "C", customer_address text collate "C",
    customer_company text collate "C", field_values jsonb,
    customer_key text collate "C" generated always as (case when customer_external_id is not null then 'x' || customer_external_id
      when customer_phone is not null or customer_email is not null then 'n' || coalesce(customer_phone, '') || chr(31) ||
        coalesce(customer_email, '') || chr(31) || coalesce(customer_name, '') || chr(31) || coalesce(customer_country, '') || chr(31) ||
        coalesce(customer_region, '') || chr(31) || coalesce(customer_city, '') || chr(31) || coalesce(customer_address, '') ||
        chr(31) || coalesce(customer_company, '') end) stored,
    product_key text collate "C" generated always as (coalesce(product_code, product_name)) stored
  ) on commit delete rows`.execute(ctx.tx);
  await sql`create temp table if not exists staged_customers (
    key text collate "C", customer_id bigint) on commit delete rows`.execute(ctx.tx);
  await sql`create temp table if not exists staged_orders (
    number text collate "C", order_id bigint, customer_id bigint, file_customer_id bigint, is_new boolean,
    ordered_at timestamptz, hint text collate "C", original_number text collate "C", store text collate "C", channel text collate "C", brand text collate "C",
    seller text collate "C", currency char(3) collate "C", digits integer, base_rate numeric,
    field_values jsonb not null default '{}') on commit delete rows`.execute(ctx.tx);
  await sql`create temp table if not exists keyed_lines (
    row_no bigint, order_id bigint, customer_id bigint, is_new boolean, product_id bigint, occurrence integer,
    description text, quantity numeric(20,6), unit_price numeric(20,6), amount_minor bigint, outcome "char",
    lines_delta integer, quantity_delta numeric, amount_delta bigint) on commit delete rows`.execute(ctx.tx);
  await ctx.copyInto('staged_lines', stagedLineColumns, copy);
  await sql`analyze staged_lines (order_number, customer_key, product_key)`.execute(ctx.tx);
}

export interface StagedCustomer {
  key: string;
  external_id: string | null;
  name: string | null;
  phone: string | null;
  email: string | null;
  country: string | null;
  region: string | null;
  city: string | null;
  address: string | null;
  company: string | null;
  row_no: string;
}

/** Everything that the stage tells of customers, in the order of the file: a key comes once for each way it is told. */
export async function stagedCustomers(ctx: Context): Promise<StagedCustomer[]> {
  const { rows } = await sql<StagedCustomer>`
    select customer_key as key, customer_external_id as external_id, customer_name as name,
      customer_phone as phone, customer_email as email, customer_country as country,
      customer_region as region, customer_city as city, customer_address as address,
      customer_company as company, min(row_no) as row_no
    from staged_lines where customer_key is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 order by min(row_no)`.execute(ctx.tx);
  return rows;
}

export async function keepCustomerIds(ctx: Context, keys: string[], ids: string[]): Promise<void> {
  await sql`insert into staged_customers
    select * from unnest(${keys}::text[], ${ids}::bigint[])`.execute(ctx.tx);
  await sql`analyze staged_customers`.execute(ctx.tx);
}

/** Products that the stage names and nobody knew; of known ones a missing name, category or brand is filled. */
export async function createStagedProducts(ctx: Context): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    with wanting as materialized (
      select line.row_no, line.product_key, nullif(line.product_name, line.product_key) as name, line.product_category,
        line.brand, known.id
      from staged_lines line left join commerce.products known on known.code = line.product_key
      where line.product_key is not null and (known.id is null
        or (known.name = known.code and line.product_name <> line.product_key)
        or (known.category is null and line.product_category is not null)
        or (known.brand is null and line.brand is not null))
    ), named as (
      select id, product_key as code, (array_agg(name order by row_no) filter (where name is not null))[1] as name,
        (array_agg(product_category order by row_no) filter (where product_category is not null))[1] as category,
        (array_agg(brand order by row_no) filter (where brand is not null))[1] as brand
      from wanting group by id, product_key
    ), filled as (
      update commerce.products known
      set name = case when known.name = known.code then coalesce(named.name, known.name) else known.name end,
        category = coalesce(known.category, named.category), brand = coalesce(known.brand, named.brand),
        updated_at = ${now}, version = version + 1
      from named where known.id = named.id
    )
    insert into commerce.products (code, name, category, brand, created_at, updated_at)
    select named.code, coalesce(named.name, named.code), named.category, named.brand, ${now}, ${now} from named
    where named.id is null
    order by named.code
    on conflict (code) do nothing`.execute(ctx.tx);
}

/**
 * One row per document of the stage, with its id: taken from the key table, or new. What is written of a
 * header is what its first row says.
 */
export async function stageOrders(ctx: Context, sourceId: string, defaultCurrency: string): Promise<void> {
  await sql`insert into staged_orders (number, file_customer_id, ordered_at, hint, original_number, store, channel,
      brand, seller, currency)
    select line.order_number,
      coalesce((array_agg(customer.customer_id order by line.row_no) filter (where customer.customer_id is not null))[1], 0),
      (array_agg(line.ordered_at order by line.row_no))[1],
      min(nullif(line.hint, 'sale')),
      (array_agg(line.original_number order by line.row_no) filter (where line.original_number is not null))[1],
      (array_agg(line.store order by line.row_no) filter (where line.store is not null))[1],
      (array_agg(line.channel order by line.row_no) filter (where line.channel is not null))[1],
      (array_agg(line.brand order by line.row_no) filter (where line.brand is not null))[1],
      (array_agg(line.seller order by line.row_no) filter (where line.seller is not null))[1],
      coalesce((array_agg(line.currency order by line.row_no))[1], ${defaultCurrency})
    from staged_lines line left join staged_customers customer on customer.key = line.customer_key
    group by line.order_number`.execute(ctx.tx);
  await sql`with fresh as (
      select number, file_customer_id from staged_orders staged
      where not exists (select from commerce.order_keys key where key.source_id = ${sourceId} and key.number = staged.number)
      order by number)
    insert into commerce.order_keys (source_id, number, order_id, customer_id)
    select ${sourceId}::bigint, number, nextval('commerce.order_ids'), file_customer_id from fresh
    on conflict do nothing`.execute(ctx.tx);
  const { currency: base, timeZone } = await ctx.organisation();
  await sql`update staged_orders staged
    set order_id = key.order_id, customer_id = key.customer_id, is_new = stored.id is null,
      -- a document keeps the currency and day that it was stored with
      currency = kept.currency, ordered_at = kept.ordered_at, digits = commerce.minor_digits(kept.currency),
      base_rate = case when kept.currency = ${base} then 1 else (
        select known.rate from commerce.currency_rates known
        where known.currency = kept.currency and known.valid_from <= (kept.ordered_at at time zone ${timeZone})::date
        order by known.valid_from desc limit 1)
        * 10::numeric ^ (commerce.minor_digits(${base}) - commerce.minor_digits(kept.currency)) end
    from staged_orders same
    join commerce.order_keys key on key.source_id = ${sourceId} and key.number = same.number
    left join commerce.orders stored on stored.customer_id = key.customer_id and stored.id = key.order_id
    cross join lateral (select coalesce(stored.currency, same.currency) as currency,
      coalesce(stored.ordered_at, same.ordered_at) as ordered_at) kept
    where staged.number = same.number`.execute(ctx.tx);
  await sql`analyze staged_orders`.execute(ctx.tx);
}

/** Hands documents that were met as a guest's over to the customer that a later row names. */
export async function claimGuestOrders(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ order_id: string }>`
    with claimed as (
      update staged_orders set customer_id = file_customer_id
      where not is_new and customer_id = 0 and file_customer_id <> 0 returning order_id, customer_id
    ), moved_keys as (
      update commerce.order_keys key set customer_id = claimed.customer_id
      from claimed, staged_orders staged
      where staged.order_id = claimed.order_id and key.number = staged.number and key.order_id = claimed.order_id
    ), moved_lines as (
      update commerce.order_lines line set customer_id = claimed.customer_id from claimed
      where line.customer_id = 0 and line.order_id = claimed.order_id
    ), moved_former_lines as (
      update commerce.former_lines line set customer_id = claimed.customer_id from claimed
      where line.customer_id = 0 and line.order_id = claimed.order_id
    ), moved_former_orders as (
      update commerce.former_orders former set customer_id = claimed.customer_id from claimed
      where former.customer_id = 0 and former.order_id = claimed.order_id
    ), moved_values as (
      update commerce.unique_values value set customer_id = claimed.customer_id from claimed
      where value.order_id = claimed.order_id
    ), kept as (${keptCustomers(ctx, sql`select order_id, null::bigint, customer_id from claimed`)}
    ), moved_orders as (
      update commerce.orders stored
      set customer_id = claimed.customer_id, version = version + 1, updated_at = ${ctx.clock.now()}
      from claimed where stored.customer_id = 0 and stored.id = claimed.order_id
    )
    select order_id from claimed`.execute(ctx.tx);
  return rows.map((row) => row.order_id);
}
