create schema if not exists commerce;

-- Decimal places of a currency's minor unit by ISO 4217; src/platform/money holds the same list.
create function commerce.minor_digits(currency text) returns integer
language sql immutable parallel safe as $$
  select case
    when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND',
      'VUV', 'XAF', 'XOF', 'XPF') then 0
    when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
    when currency in ('CLF', 'UYW') then 4
    else 2 end
$$;

create table commerce.products (
  id bigint generated always as identity primary key,
  -- codes, numbers and names of stores are compared byte by byte: by language it costs six times as much
  code text collate "C" not null unique,
  name text not null,
  category text collate "C",
  brand text collate "C",
  -- kept in step with the lines in the transaction that writes them
  lines bigint not null default 0,
  quantity numeric(24, 6) not null default 0,
  revenue_minor bigint not null default 0,
  first_sold_at timestamptz,
  last_sold_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index products_name on commerce.products (name collate "zh-x-icu", id);
create index products_revenue on commerce.products (revenue_minor, id);
create index products_quantity on commerce.products (quantity, id);
create index products_last on commerce.products (last_sold_at, id);
create index products_category on commerce.products (category, id) where category is not null;
create index products_brand on commerce.products (brand, id) where brand is not null;

-- Apart from products, whose sums every import rewrites: the pieces would be indexed anew each time.
-- text: code and name in lower case; grams: its pieces of one and of two letters.
create table commerce.product_search (
  product_id bigint primary key references commerce.products on delete cascade,
  text text not null,
  grams text[] not null
);
create index product_search_grams on commerce.product_search using gin (grams);

create function commerce.grams(content text) returns text[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct piece), '{}')
  from generate_series(1, length(content)) at, generate_series(1, 2) size, substr(content, at, size) piece
  where piece <> ' '
$$;

create function commerce.keep_product_search() returns trigger
language plpgsql as $$
begin
  insert into commerce.product_search (product_id, text, grams)
  select id, content, commerce.grams(content)
  from (select id, lower(code || ' ' || name) as content from changed) fresh;
  return null;
end $$;

create function commerce.keep_renamed_product_search() returns trigger
language plpgsql as $$
begin
  update commerce.product_search
  set text = lower(new.code || ' ' || new.name), grams = commerce.grams(lower(new.code || ' ' || new.name))
  where product_id = new.id;
  return null;
end $$;

create trigger products_made after insert on commerce.products
referencing new table as changed for each statement execute function commerce.keep_product_search();
create trigger products_renamed after update on commerce.products for each row
when (old.code is distinct from new.code or old.name is distinct from new.name)
execute function commerce.keep_renamed_product_search();

-- A document number belongs to one order of one customer; customer_id 0 = a guest.
create table commerce.order_keys (
  source_id bigint not null,
  number text collate "C" not null,
  order_id bigint not null,
  customer_id bigint not null,
  -- by number first, so that numbers are found by how they begin
  primary key (number, source_id)
);

create sequence commerce.order_ids;

create table commerce.orders (
  customer_id bigint not null,
  id bigint not null,
  source_id bigint not null,
  number text collate "C" not null,
  kind text collate "C" not null check (kind in ('sale', 'return', 'cancellation')),
  ordered_at timestamptz not null,
  store text collate "C",
  channel text collate "C",
  brand text collate "C",
  currency char(3) collate "C" not null,
  amount_minor bigint not null,
  -- in the organisation's currency by the rate of the day; null while no rate is known
  base_amount_minor bigint,
  lines integer not null,
  -- the number that a return or cancellation names, and the order that it undoes where that can be told
  original_number text collate "C",
  original_order_id bigint,
  import_id bigint,
  custom jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (customer_id, id)
);
create index orders_by_id on commerce.orders (id);
create index orders_ordered on commerce.orders (ordered_at, id);
create index orders_amount on commerce.orders (base_amount_minor, id);
create index orders_original on commerce.orders (original_order_id) where original_order_id is not null;
create index orders_undoing on commerce.orders (kind, ordered_at, id) where kind <> 'sale';
create index orders_loose on commerce.orders (id) where kind <> 'sale' and original_order_id is null;
create index orders_unrated on commerce.orders (currency) where base_amount_minor is null;

-- product_id and occurrence tell equal lines of one order apart.
create table commerce.order_lines (
  customer_id bigint not null,
  order_id bigint not null,
  product_id bigint not null,
  occurrence integer not null,
  description text,
  quantity numeric(20, 6) not null,
  unit_price numeric(20, 6) not null,
  amount_minor bigint not null,
  import_id bigint,
  row_no bigint,
  primary key (customer_id, order_id, product_id, occurrence)
);
create index order_lines_product on commerce.order_lines (product_id);

-- One unit of `currency` is worth `rate` units of the organisation's currency from that day on.
create table commerce.currency_rates (
  currency char(3) collate "C" not null,
  valid_from date not null,
  rate numeric(20, 10) not null check (rate > 0),
  primary key (currency, valid_from)
);

-- The rate of a currency on a day; null before its first.
create function commerce.rate_on(of_currency text, on_day date) returns numeric
language sql stable parallel safe as $$
  select rate from commerce.currency_rates
  where currency = of_currency::char(3) and valid_from <= on_day
  order by valid_from desc limit 1
$$;

-- Minor units of one currency in minor units of another, one `rate` of which makes one of the first;
-- halves are rounded away from zero. Null where the worth passes what a bigint holds: it counts as not known.
create function commerce.convert_minor(amount_minor bigint, currency text, base text, rate numeric) returns bigint
language sql immutable parallel safe as $$
  select case
    when abs(amount_minor * rate * (10::numeric ^ (commerce.minor_digits(base) - commerce.minor_digits(currency)))) < 9223372036854775807
    then round(amount_minor * rate * (10::numeric ^ (commerce.minor_digits(base) - commerce.minor_digits(currency))))::bigint end
$$;

-- What an amount is worth in the organisation's currency on the day of the order, as that is called in
-- `time_zone`; null where no rate is known. Inlined: amounts in the organisation's own currency cost nothing.
create function commerce.base_amount(
  amount_minor bigint, currency text, ordered_at timestamptz, base text, time_zone text default 'UTC'
) returns bigint
language sql stable parallel safe as $$
  select case when currency = base then amount_minor
    else commerce.convert_minor(amount_minor, currency, base,
      commerce.rate_on(currency, (ordered_at at time zone time_zone)::date)) end
$$;

-- The words that orders are filtered by. Indexes on those columns would cost an import a third of its time;
-- with these, a word that no order has is answered at once, and the lists of choices need no orders at all.
create table commerce.order_facets (
  facet text collate "C" not null check (facet in ('store', 'channel', 'brand', 'currency')),
  value text collate "C" not null,
  primary key (facet, value)
);

create function commerce.keep_order_facets() returns trigger
language plpgsql as $$
begin
  insert into commerce.order_facets (facet, value)
  select distinct word.facet, word.value
  from (select distinct store, channel, brand, currency from changed) orders,
    lateral (values ('store', orders.store), ('channel', orders.channel), ('brand', orders.brand),
      ('currency', orders.currency::text)) word(facet, value)
  where word.value is not null
    and not exists (select from commerce.order_facets known where known.facet = word.facet and known.value = word.value)
  order by 1, 2
  on conflict do nothing;
  return null;
end $$;

create trigger orders_made after insert on commerce.orders
referencing new table as changed for each statement execute function commerce.keep_order_facets();
create trigger orders_changed after update on commerce.orders
referencing new table as changed for each statement execute function commerce.keep_order_facets();

-- Which documents that were there before a running import has met, for its sums and for counting equal lines
-- that lie in different chunks: product_ids has one entry for every line that it found unchanged. Lines that it
-- wrote bear its id themselves. Emptied when the import ends.
create table commerce.order_sightings (
  import_id bigint not null,
  order_id bigint not null,
  product_ids bigint[] not null,
  primary key (import_id, order_id)
);
