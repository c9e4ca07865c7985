create schema if not exists segments;

-- Who is meant: by a rule that goes on to hold (dynamic), as a rule once found them (static), or as people chose them (hand).
create table segments.segments (
  id bigint generated always as identity primary key,
  name text not null,
  description text not null,
  kind text not null check (kind in ('dynamic', 'static', 'hand')),
  rule jsonb check (rule is not null or kind = 'hand'),
  -- Counted up with the rule; members stand as filled by `filled_rule`, and are to be worked out where it is another or null.
  rule_version integer not null default 1,
  filled_rule integer,
  -- What the rule names in vain: while there is any, members stay as they are.
  findings jsonb not null default '[]',
  owner_id bigint,
  shared text not null check (shared in ('me', 'team', 'all')),
  team_id bigint,
  members bigint not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  filled_at timestamptz,
  -- When what only time changes is looked for next.
  due_at timestamptz,
  passed_at timestamptz,
  archived_at timestamptz
);

create table segments.members (
  customer_id bigint not null,
  segment_id bigint not null,
  entered_at timestamptz not null,
  primary key (customer_id, segment_id)
);
create index members_segment on segments.members (segment_id, entered_at, customer_id);
select platform.follow_facts('segments.members', 'customer_id', 'members.customer_id');

-- Who came and went, and why: `because` holds the conditions that decided, with their facts.
create table segments.movements (
  customer_id bigint not null,
  segment_id bigint not null,
  id bigint generated always as identity,
  moved_at timestamptz not null,
  entered boolean not null,
  cause text not null check (cause in ('made', 'rule', 'changed', 'time', 'hand', 'gone')),
  because jsonb,
  primary key (customer_id, segment_id, id)
);
create index movements_segment on segments.movements (segment_id, id);

-- Days on which nobody came or went have no row.
create table segments.daily_counts (
  segment_id bigint not null,
  day date not null,
  members bigint not null,
  entered bigint not null,
  "left" bigint not null,
  primary key (segment_id, day)
);

-- Customers to be judged anew. Whoever judges takes the row before reading the facts.
create table segments.to_judge (
  customer_id bigint primary key,
  cause text not null check (cause in ('changed', 'time'))
);
