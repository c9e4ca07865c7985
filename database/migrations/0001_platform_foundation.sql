-- What every domain writes beside its rows: events, audit, idempotency, rate limits.
create schema if not exists platform;

-- Gives `parent` (schema-qualified, range-partitioned by a timestamptz) a partition for every month
-- from `since` to `until`. Two callers at once are put in a row by the advisory lock.
create function platform.ensure_months(parent text, since timestamptz, until timestamptz) returns void
language plpgsql as $$
declare
  month timestamptz := date_trunc('month', since, 'UTC');
  child text;
begin
  while month <= until loop
    child := split_part(parent, '.', 2) || '_' || to_char(month at time zone 'UTC', 'YYYY_MM');
    if to_regclass(format('%I.%I', split_part(parent, '.', 1), child)) is null then
      perform pg_advisory_xact_lock(hashtext('ensure_months'));
      if to_regclass(format('%I.%I', split_part(parent, '.', 1), child)) is null then
        execute format('create table %I.%I partition of %I.%I for values from (%L) to (%L)',
          split_part(parent, '.', 1), child, split_part(parent, '.', 1), split_part(parent, '.', 2),
          month, month + interval '1 month');
      end if;
    end if;
    month := (month at time zone 'UTC' + interval '1 month') at time zone 'UTC';
  end loop;
end $$;

-- Events in one versioned envelope, written in the transaction of the change that they tell of.
create table platform.outbox (
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  type text not null,
  version integer not null default 1,
  actor text not null,
  payload jsonb not null,
  -- Set at once where nothing reacts to the type.
  dispatched_at timestamptz,
  primary key (occurred_at, id)
) partition by range (occurred_at);
create index outbox_waiting on platform.outbox (id) where dispatched_at is null;

-- What a reaction has still to hear: the row goes in the transaction of the reaction itself.
create table platform.deliveries (
  event_id bigint not null,
  reaction text not null,
  occurred_at timestamptz not null,
  attempts integer not null default 0,
  due_at timestamptz not null,
  problem text,
  primary key (event_id, reaction)
);
create index deliveries_due on platform.deliveries (due_at);

-- Who did what, insert-only. Bulk verbs write one entry a chunk.
create table platform.audit_entries (
  id bigint generated always as identity,
  occurred_at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject_id text,
  detail jsonb not null default '{}',
  primary key (occurred_at, id)
) partition by range (occurred_at);
create index audit_entries_subject on platform.audit_entries (subject_kind, subject_id, occurred_at desc);
create index audit_entries_actor on platform.audit_entries (actor, occurred_at desc, id desc);

-- A write that arrives twice with the same key happens once and is answered alike.
create table platform.idempotency_keys (
  actor text not null,
  key text not null,
  endpoint text not null,
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_keys_age on platform.idempotency_keys (created_at);

-- Fixed windows; a row is one key in one window.
create table platform.rate_windows (
  key text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);

-- Guesses at a password: who guesses wrong again and again waits longer and longer. A key names the
-- network that guesses, so nobody can lock an account for its owner.
create table platform.guesses (
  key text primary key,
  failures integer not null,
  last_at timestamptz not null,
  waits_until timestamptz not null
);
