-- A tag that was renamed or merged stays under its former name and leads to the one that is meant (merged_into, always
-- in one step), so that imports and addresses which name it go on finding it.
alter table customers.tags
  add column group_name text,
  add column colour text collate "C" not null default 'grey'
    check (colour in ('grey', 'green', 'blue', 'amber', 'red', 'violet')),
  add column description text,
  -- who keeps it: decides what it means
  add column keeper_id bigint,
  add column archived_at timestamptz,
  add column merged_into bigint references customers.tags check (merged_into <> id),
  add column version integer not null default 1;
create index tags_merged on customers.tags (merged_into) where merged_into is not null;

-- Work on many customers: whoever holds the lease does it; a late runner is refused by its epoch.
create table customers.works (
  id bigint generated always as identity primary key,
  kind text collate "C" not null
    check (kind in ('tag', 'untag', 'assign', 'edit', 'bin', 'restore', 'merge_tag', 'export')),
  -- what is to be done and with whom, in the words of the contract
  task jsonb not null,
  state text collate "C" not null default 'queued'
    check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  asked_by text not null,
  -- those of the key of a program; null = all that whoever asked has
  permissions text[],
  -- null until it is known who is meant
  total bigint,
  done bigint not null default 0,
  unchanged bigint not null default 0,
  refused bigint not null default 0,
  next_chunk integer not null default 0,
  epoch integer not null default 0,
  lease_until timestamptz,
  -- how often it was taken up since it last got on
  attempts integer not null default 0,
  cancel_requested_at timestamptz,
  error jsonb,
  -- the file of an export
  stored_as text,
  size_bytes bigint,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index works_active on customers.works (id) where state in ('queued', 'running');
create index works_asked on customers.works (asked_by, id);

-- Who is meant, as it was when the work began, and what became of each: one letter a customer, null until its turn
-- has come (d done, u unchanged, n not theirs to change, g gone).
create table customers.work_chunks (
  work_id bigint not null references customers.works on delete cascade,
  chunk_no integer not null,
  customer_ids bigint[] not null,
  outcomes text collate "C",
  primary key (work_id, chunk_no)
);
