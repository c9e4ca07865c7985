-- customer_tags names who told a tag first: an import, or (null) a person. Imports that told it besides stand here,
-- so that undoing one leaves what another told. `alone`: the import told nothing but tags.
create table customers.tag_tellings (
  customer_id bigint not null,
  tag_id bigint not null,
  import_id bigint not null,
  alone boolean not null default false,
  primary key (customer_id, tag_id, import_id)
);
create index tag_tellings_import on customers.tag_tellings using brin (import_id) with (pages_per_range = 16);

-- Keys that lead to one customer and are told of another too, who gets them when the first lets go of them.
create table customers.waiting_keys (
  kind text collate "C" not null check (kind in ('external', 'phone', 'email', 'content')),
  source_id bigint not null,
  value text collate "C" not null,
  name_key text collate "C" not null default '',
  customer_id bigint not null,
  primary key (value, kind, source_id, name_key, customer_id)
);
create index waiting_keys_customer on customers.waiting_keys (customer_id);
create index waiting_keys_numbers on customers.waiting_keys (source_id) where kind = 'external';
