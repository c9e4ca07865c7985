create schema if not exists segments;

-- What the last purchases of customers are worth as scores, as worked out last; who bought nothing has no row.
create table segments.rfm (
  customer_id bigint primary key,
  last_day date not null,
  purchases integer not null,
  spend_minor bigint not null,
  recency smallint not null check (recency between 1 and 5),
  frequency smallint not null check (frequency between 1 and 5),
  spend smallint not null check (spend between 1 and 5),
  rfm_group text collate "C" not null,
  rfm_kind text collate "C" not null
);

-- One row: how scores are worked out, and what came of it. `asked` counts how often it was asked for since
-- `answered` was: settings that change while the scores are worked out ask once more.
create table segments.rfm_settings (
  only_one boolean primary key default true check (only_one),
  window_days integer check (window_days between 1 and 3650),
  scoring jsonb not null,
  version integer not null default 1,
  asked bigint not null default 1,
  answered bigint not null default 0,
  computed_at timestamptz,
  computed_for date,
  took_ms integer,
  averages jsonb
);
insert into segments.rfm_settings (window_days, scoring) values (365, '{"by": "fifths"}');
