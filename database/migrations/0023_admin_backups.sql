-- `path` names a whole archive from `done` until `removed_at`, when newer ones took its place.
create table admin.backups (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('nightly', 'asked')),
  asked_by text not null,
  asked_at timestamptz not null,
  path text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  started_at timestamptz,
  finished_at timestamptz,
  rows_done bigint not null default 0,
  rows_total bigint not null default 0,
  files bigint,
  size_bytes bigint,
  verified_at timestamptz,
  removed_at timestamptz,
  problem jsonb
);
-- One at a time.
create unique index backups_active on admin.backups ((true)) where state in ('queued', 'running');
