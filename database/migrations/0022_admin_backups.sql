-- `archive_path` is set once the archive is whole; `removed_at` when a newer one took its place.
create table admin.backups (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('nightly', 'asked')),
  asked_by text not null,
  asked_at timestamptz not null,
  folder text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  started_at timestamptz,
  finished_at timestamptz,
  rows_done bigint not null default 0,
  rows_total bigint not null default 0,
  archive_path text,
  size_bytes bigint,
  rows_kept bigint,
  files_kept integer,
  verified_at timestamptz,
  removed_at timestamptz,
  problem jsonb
);
create index backups_active on admin.backups (id) where state in ('queued', 'running');
