-- The audit log says from where, cannot be changed in passing, and is sealed into a chain, so that whoever changes
-- it all the same is found out.

-- via: web, api, command_line or job; null in entries of before.
alter table platform.audit_entries
  add column via text,
  add column address text,
  add column user_agent text;

-- The words of the values of a detail. Chinese characters are words of their own: a search asks for neighbours.
create function platform.audit_words(detail jsonb) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('simple', regexp_replace(regexp_replace(coalesce(string_agg(value #>> '{}', ' '), ''),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+', ' ', 'g'),
    '([\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'))
  from jsonb_path_query(detail, 'strict $.** ? (@.type() == "string" || @.type() == "number")') as value
$$;

drop index platform.audit_entries_subject;
create index audit_entries_subject on platform.audit_entries (subject_kind, subject_id, occurred_at desc, id desc);
create index audit_entries_kind on platform.audit_entries (subject_kind, occurred_at desc, id desc);
create index audit_entries_action on platform.audit_entries (action, occurred_at desc, id desc);
create index audit_entries_address on platform.audit_entries (address, occurred_at desc, id desc)
  where address is not null;
create index audit_entries_words on platform.audit_entries using gin (platform.audit_words(detail));

-- Entries that wait for their seal; an entry comes here in the transaction that writes it.
create table platform.audit_waiting (
  entry_id bigint primary key,
  occurred_at timestamptz not null
);
insert into platform.audit_waiting (entry_id, occurred_at) select id, occurred_at from platform.audit_entries;

-- One seal an entry, in the order of sealing. digest is the HMAC of the entry, mac that of the seal and of the mac
-- before it; the key lies in the data folder. A seal without an entry says that the months before dropped_before
-- were removed as the installation's retention wants it.
create table platform.audit_seals (
  number bigint primary key,
  entry_id bigint,
  occurred_at timestamptz,
  digest bytea,
  dropped_before timestamptz,
  sealed_at timestamptz not null,
  mac bytea not null,
  check ((entry_id is null) = (dropped_before is not null))
);
create unique index audit_seals_entry on platform.audit_seals (entry_id);
create index audit_seals_dropped on platform.audit_seals (dropped_before) where dropped_before is not null;

-- Checks of the whole chain. seen_at tells one that goes on from one whose server ended.
create table platform.audit_checks (
  id bigint generated always as identity primary key,
  asked_by text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  finished_at timestamptz,
  checked bigint not null default 0,
  total bigint not null default 0,
  sealed_to bigint,
  problem jsonb
);

create function platform.refuse_audit_change() returns trigger
language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
end $$;

-- An empty table may be emptied: whoever restores a copy need not know of this.
create function platform.refuse_audit_truncate() returns trigger
language plpgsql as $$
declare
  filled boolean;
begin
  execute format('select exists (select from %s)', tg_relid::regclass) into filled;
  if filled then
    raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;

create trigger audit_entries_stay before update or delete on platform.audit_entries
  for each row execute function platform.refuse_audit_change();
create trigger audit_entries_kept before truncate on platform.audit_entries
  for each statement execute function platform.refuse_audit_truncate();
create trigger audit_seals_stay before update or delete on platform.audit_seals
  for each row execute function platform.refuse_audit_change();
create trigger audit_seals_kept before truncate on platform.audit_seals
  for each statement execute function platform.refuse_audit_truncate();

-- Partitions inherit row triggers but not those of statements.
do $$
declare
  child regclass;
begin
  for child in select inhrelid::regclass from pg_inherits where inhparent = 'platform.audit_entries'::regclass loop
    execute format('create trigger audit_entries_kept before truncate on %s
      for each statement execute function platform.refuse_audit_truncate()', child);
  end loop;
end $$;

create or replace function platform.ensure_months(parent text, since timestamptz, until timestamptz) returns void
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
        if parent = 'platform.audit_entries' then
          execute format('create trigger audit_entries_kept before truncate on platform.%I
            for each statement execute function platform.refuse_audit_truncate()', child);
        end if;
      end if;
    end if;
    month := (month at time zone 'UTC' + interval '1 month') at time zone 'UTC';
  end loop;
end $$;
