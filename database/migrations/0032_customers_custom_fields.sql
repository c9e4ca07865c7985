-- Fields that the organisation adds to customers. A value lies under the key of its field in `customers.field_values`, as
-- the API has it; `custom` keeps the further columns of files, as text by their names, apart.
create table customers.custom_field_groups (
  id bigint generated always as identity primary key,
  label jsonb not null,
  position integer not null
);

create table customers.custom_fields (
  id bigint generated always as identity primary key,
  key text collate "C" not null unique check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  type text not null check (type in ('text', 'number', 'money', 'date', 'choice', 'choices', 'flag', 'url', 'person')),
  kinds text[] not null,
  group_id bigint references customers.custom_field_groups (id) on delete set null,
  position integer not null,
  label jsonb not null,
  hint jsonb,
  choices jsonb,
  currency character(3) collate "C",
  required boolean not null default false,
  is_unique boolean not null default false,
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index custom_fields_group on customers.custom_fields (group_id);

alter table customers.customers add column field_values jsonb not null default '{}';
create index customers_field_values on customers.customers using gin (field_values jsonb_path_ops)
  where field_values <> '{}';

-- Whose a value of a unique field is.
create table customers.unique_values (
  field_id bigint not null references customers.custom_fields (id),
  value text collate "C" not null,
  customer_id bigint not null,
  primary key (field_id, value)
);
create index unique_values_customer on customers.unique_values (customer_id);
