create schema if not exists customers;

-- Two habits of this schema, both for speed at millions of rows. Keys and codes are `collate "C"`: comparing
-- them by language rules costs several times as much and means nothing. Tables that imports fill carry no
-- foreign key to the customer: only this domain writes them, beside the customer, in one transaction.

-- Where records come from: a shop, a till system, a hand-made list. Trust decides between sources later.
create table customers.sources (
  id bigint generated always as identity primary key,
  name text not null unique,
  trust integer not null default 50 check (trust between 0 and 100),
  created_at timestamptz not null default now()
);

-- The golden record: one row per person or organisation.
create table customers.customers (
  id bigint generated always as identity primary key,
  kind text not null default 'person' check (kind in ('person', 'organisation')),
  display_name text not null,
  given_name text,
  family_name text,
  gender text check (gender in ('female', 'male', 'other')),
  birthday date,
  language text,
  time_zone text,
  country char(2) collate "C",
  region text collate "C",
  city text collate "C",
  district text,
  address text,
  postal_code text,
  -- the company as a text, as files bring it; relations say it better where both sides are customers
  company text,
  owner_id bigint,
  team_id bigint,
  -- values of custom fields by field key; the definitions come with the field builder
  custom jsonb not null default '{}',
  -- fields that a person set by hand: an import never overwrites them
  edited_fields text[] not null default '{}',
  -- which source gave a field its value, by column name: only that source may overwrite it
  field_sources jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  binned_at timestamptz
);
create index customers_created on customers.customers (created_at, id) where binned_at is null;
create index customers_updated on customers.customers (updated_at, id) where binned_at is null;
create index customers_name on customers.customers (display_name collate "zh-x-icu", id) where binned_at is null;
create index customers_place on customers.customers (country, region) where binned_at is null;
create index customers_region on customers.customers (region, city) where binned_at is null;
create index customers_owner on customers.customers (owner_id) where owner_id is not null;
create index customers_binned on customers.customers (binned_at, id) where binned_at is not null;

create table customers.contact_points (
  customer_id bigint not null,
  id bigint generated always as identity,
  kind text collate "C" not null check (kind in ('phone', 'email', 'wechat', 'website')),
  value text collate "C" not null,
  entered text not null,
  label text,
  status text not null default 'unverified' check (status in ('unverified', 'valid', 'invalid')),
  is_primary boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (customer_id, kind, value)
);

-- A uniqueness that spans customers: this value belongs to that customer. source_id 0 = any source. A
-- record without any key is known again by its content. The claim is written before the customer, which is
-- what makes two imports of one new customer meet here.
create table customers.identities (
  kind text collate "C" not null check (kind in ('external', 'phone', 'email', 'content')),
  source_id bigint not null,
  value text collate "C" not null,
  customer_id bigint not null,
  created_at timestamptz not null default now(),
  primary key (kind, source_id, value)
);
create index identities_customer on customers.identities (customer_id);

-- What arrived, as it arrived; the golden record is computed from these. One per source and key: the key is
-- the external id, else the phone, e-mail or content that the record is known by.
create table customers.source_records (
  customer_id bigint not null,
  id bigint generated always as identity,
  source_id bigint not null,
  key_kind text collate "C" not null check (key_kind in ('external', 'phone', 'email', 'content')),
  key_value text collate "C" not null,
  import_id bigint,
  row_no bigint,
  user_id bigint,
  payload jsonb not null,
  payload_hash text not null,
  received_at timestamptz not null default now(),
  primary key (customer_id, source_id, key_kind, key_value)
);

create table customers.relations (
  customer_id bigint not null references customers.customers on delete cascade,
  kind text not null check (kind in ('works_at', 'household', 'referred_by')),
  related_id bigint not null references customers.customers on delete cascade,
  role text,
  created_at timestamptz not null default now(),
  primary key (customer_id, kind, related_id),
  check (customer_id <> related_id)
);
create index relations_related on customers.relations (related_id);

-- What the customer bought, in the organisation's currency; written with the orders, in their transaction.
create table customers.totals (
  customer_id bigint primary key,
  orders integer not null default 0,
  cancellations integer not null default 0,
  spend_minor bigint not null default 0,
  first_order_at timestamptz,
  last_order_at timestamptz
);
create index totals_spend on customers.totals (spend_minor, customer_id);
create index totals_orders on customers.totals (orders, customer_id);
-- Whoever never ordered stands before the first day, so that keyset pages need no case for null.
create index totals_last on customers.totals (coalesce(last_order_at, '0001-01-01T00:00:00Z'::timestamptz), customer_id);

-- grams: numbers for the two-letter pieces of name, pinyin, initials, phones, e-mails and external ids; as
-- text they would cost twice as much to index. The text decides where two pieces share a number.
create table customers.search (
  customer_id bigint primary key,
  text text not null,
  grams integer[] not null
);
create index search_grams on customers.search using gin (grams);

-- Everything that happened with a customer: notes, calls, visits, messages.
create table customers.activities (
  customer_id bigint not null,
  id bigint generated always as identity,
  type text not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  actor text not null,
  source_id bigint,
  payload jsonb not null,
  primary key (customer_id, occurred_at, id)
) partition by range (occurred_at);

-- Partitions cannot hold a uniqueness across months, so the keys that make an activity happen once live here.
create table customers.activity_keys (
  customer_id bigint not null,
  key text not null,
  activity_id bigint not null,
  occurred_at timestamptz not null,
  primary key (customer_id, key)
);
