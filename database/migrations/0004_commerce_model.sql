create schema if not exists commerce;

create table commerce.products (
  id bigint generated always as identity primary key,
  code text not null unique,
  name text not null,
  category text,
  brand text,
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

-- A document number belongs to one order of one customer; customer_id 0 = a guest.
create table commerce.order_keys (
  source_id bigint not null,
  number text not null,
  order_id bigint not null,
  customer_id bigint not null,
  primary key (source_id, number)
);

create sequence commerce.order_ids;

create table commerce.orders (
  customer_id bigint not null,
  id bigint not null,
  source_id bigint not null,
  number text not null,
  kind text not null check (kind in ('sale', 'return', 'cancellation')),
  ordered_at timestamptz not null,
  store text,
  channel text,
  brand text,
  currency char(3) not null,
  amount_minor bigint not null,
  -- in the organisation's currency by the rate of the day; null while no rate is known
  base_amount_minor bigint,
  lines integer not null,
  -- the number that a return or cancellation names, and the order that it undoes where that can be told
  original_number text,
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
create index orders_number on commerce.orders (number text_pattern_ops);
create index orders_original on commerce.orders (original_order_id) where original_order_id is not null;

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
  currency char(3) not null,
  valid_from date not null,
  rate numeric(20, 10) not null check (rate > 0),
  primary key (currency, valid_from)
);
