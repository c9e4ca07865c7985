-- What grades are made of, one row for each time that somebody saved it; scheme null = as the product gives it.
create table segments.grade_schemes (
  version integer primary key,
  scheme jsonb,
  saved_at timestamptz not null default now()
);
insert into segments.grade_schemes (version) values (1);

-- The grade of every customer with its reason: points (null where rules decide) and the places of the criteria that they
-- meet in the scheme that was applied last; and what is known of their documents since they were looked at last.
create table segments.grades (
  customer_id bigint primary key,
  grade text collate "C" not null,
  points integer,
  met smallint[] not null,
  since timestamptz not null,
  orders integer not null,
  cancellations integer not null
);

-- Every change of grade by a scheme; null = none. cause: first (in no grade before), scheme (it changed), orders (documents
-- came or went since the last look), other (time passed, or something else about the customer changed).
create table segments.grade_changes (
  customer_id bigint not null,
  id bigint generated always as identity,
  changed_at timestamptz not null,
  from_grade text collate "C",
  to_grade text collate "C",
  cause text collate "C" not null check (cause in ('first', 'scheme', 'orders', 'other')),
  scheme integer not null,
  points integer,
  met smallint[],
  primary key (customer_id, id)
);
create index grade_changes_id on segments.grade_changes (id);

-- One row. `asked` and `answered` as in rfm_settings.
create table segments.grade_settings (
  only_one boolean primary key default true check (only_one),
  version integer not null default 1,
  applied_version integer,
  asked bigint not null default 1,
  answered bigint not null default 0,
  computed_at timestamptz,
  computed_for date,
  took_ms integer
);
insert into segments.grade_settings default values;

select platform.follow_facts('segments.grades', 'customer_id', 'grades.customer_id');
