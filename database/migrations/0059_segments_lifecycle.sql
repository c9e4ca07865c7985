-- The stage of every customer, and what is known of their documents since they were looked at last.
create table segments.stages (
  customer_id bigint primary key,
  stage text collate "C" not null,
  since timestamptz not null,
  orders integer not null,
  cancellations integer not null
);

-- Every change of stage; null = none. cause: first (nobody had looked before), rules (they changed), orders (documents
-- came or went since the last look), other (time passed, or something else about the customer changed).
create table segments.stage_changes (
  customer_id bigint not null,
  id bigint generated always as identity,
  changed_at timestamptz not null,
  from_stage text collate "C",
  to_stage text collate "C",
  cause text collate "C" not null check (cause in ('first', 'rules', 'orders', 'other')),
  orders integer,
  last_order_at timestamptz,
  primary key (customer_id, id)
);
create index stage_changes_at on segments.stage_changes (changed_at);

-- One row; stages null = as the product gives them. `asked` and `answered` as in rfm_settings.
create table segments.lifecycle_settings (
  only_one boolean primary key default true check (only_one),
  stages jsonb,
  version integer not null default 1,
  applied_version integer,
  asked bigint not null default 1,
  answered bigint not null default 0,
  computed_at timestamptz,
  computed_for date,
  took_ms integer
);
insert into segments.lifecycle_settings default values;

select platform.follow_facts('segments.stages', 'customer_id', 'stages.customer_id');
