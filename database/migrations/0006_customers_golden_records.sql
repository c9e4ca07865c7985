-- The golden record is computed from its source records, so those carry what cleaning made of them. Every row
-- that arrived and said something new is a record of its own: undo, split and provenance rest on that.

alter table customers.sources
  -- trust per field of the golden record where it differs from `trust`: {"birthday": 90}
  add column field_trust jsonb not null default '{}';

alter table customers.source_records
  -- cleaned values by field: {"display_name": "张伟", "city": "杭州市", "custom.等级": "金卡"}
  add column fields jsonb not null default '{}',
  -- contact points that it brought: [{"kind", "value", "entered", "certain"}]
  add column contacts jsonb not null default '[]',
  -- what cleaning changed or could not read, by field: {"birthday": {"before", "rules", "problem"}}
  add column notes jsonb,
  -- what it was brought together with others by; null = it made the customer
  add column unified_by text collate "C" check (unified_by in ('external', 'phone', 'email', 'content', 'person')),
  -- false: it may fill gaps but never stand before another record (an order names its customer as of that day)
  add column leads boolean not null default true,
  -- how many fields and contact points it fills: decides where trust and time do not
  add column filled smallint not null default 0;

-- Which record gave a field its value.
alter table customers.customers rename column field_sources to field_records;
alter table customers.customers
  -- fields whose arrived value failed its check; it stands in the source record as entered
  add column marks text[] not null default '{}',
  add column occupation text,
  -- unified social credit code of an organisation (GB 32100)
  add column credit_code text collate "C",
  -- by which way somebody came to us, in the words of the file: a fair, the website
  add column came_from text;
alter table customers.activities
  -- the import that brought it; null = a person or another system
  add column import_id bigint;

update customers.source_records r
set fields = coalesce((
    select jsonb_object_agg(f.key, to_jsonb(c) -> f.key)
    from jsonb_each_text(c.field_records) f where f.value = r.source_id::text), '{}'),
  contacts = coalesce((
    select jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value, 'entered', p.entered, 'certain', true))
    from customers.contact_points p where p.customer_id = c.id and p.kind in ('phone', 'email')), '[]')
from customers.customers c
where c.id = r.customer_id and r.id = (select max(o.id) from customers.source_records o
  where o.customer_id = r.customer_id and o.source_id = r.source_id);

update customers.customers c
set field_records = coalesce((
  select jsonb_object_agg(f.key, r.id)
  from jsonb_each_text(c.field_records) f
  join lateral (select max(o.id) as id from customers.source_records o
    where o.customer_id = c.id and o.source_id::text = f.value) r on r.id is not null), '{}')
where c.field_records <> '{}';

alter table customers.source_records drop constraint source_records_pkey;
alter table customers.source_records add primary key (customer_id, id);
-- Records of one import lie together, so ranges of pages are enough to find them.
create index source_records_import on customers.source_records using brin (import_id) with (pages_per_range = 16);

-- A phone or an e-mail may lead to several customers: to one for each name that was told with it.
alter table customers.identities add column name_key text collate "C" not null default '';
alter table customers.identities drop constraint identities_pkey;
alter table customers.identities add primary key (kind, source_id, value, name_key);
-- A customer's values are found by its contact points and source records.
drop index customers.identities_customer;

alter table customers.contact_points
  -- the record that brought it; null = a person entered it
  add column record_id bigint;

-- A family's phone, a shop's landline: such a value tells nothing about who somebody is.
create table customers.shared_values (
  kind text collate "C" not null check (kind in ('phone', 'email')),
  value text collate "C" not null,
  marked_by text not null,
  created_at timestamptz not null default now(),
  primary key (kind, value)
);

-- Customers who share a value and were kept apart. customer_id is the later one.
create table customers.possible_duplicates (
  customer_id bigint not null,
  other_customer_id bigint not null,
  kind text collate "C" not null check (kind in ('phone', 'email')),
  value text collate "C" not null,
  -- different: a person said that they are two
  state text not null default 'open' check (state in ('open', 'different')),
  import_id bigint,
  created_at timestamptz not null default now(),
  primary key (customer_id, other_customer_id)
);
create index possible_duplicates_other on customers.possible_duplicates (other_customer_id);
create index possible_duplicates_open on customers.possible_duplicates (created_at, customer_id) where state = 'open';

create table customers.tags (
  id bigint generated always as identity primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);

create table customers.customer_tags (
  customer_id bigint not null,
  tag_id bigint not null references customers.tags,
  -- the import that attached it; null = a person
  import_id bigint,
  created_at timestamptz not null default now(),
  primary key (customer_id, tag_id)
);
create index customer_tags_tag on customers.customer_tags (tag_id, customer_id);

-- Resident identity numbers lie apart from everything else: masked, permissioned, in no search, log or copy.
create table customers.id_numbers (
  customer_id bigint not null,
  kind text collate "C" not null check (kind in ('resident')),
  value text collate "C" not null,
  record_id bigint,
  created_at timestamptz not null default now(),
  primary key (customer_id, kind)
);
