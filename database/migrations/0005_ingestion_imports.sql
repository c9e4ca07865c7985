create schema if not exists ingestion;

create table ingestion.uploads (
  id bigint generated always as identity primary key,
  file_name text not null,
  stored_as text not null,
  size_bytes bigint not null,
  sha256 text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

-- A durable row of work: whoever holds the lease runs it; a late runner is refused by its epoch.
create table ingestion.imports (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('orders', 'customers', 'demo')),
  upload_id bigint references ingestion.uploads,
  title text not null,
  source_id bigint,
  state text not null check (state in ('draft', 'queued', 'running', 'done', 'failed', 'cancelled')),
  dialect jsonb,
  mapping jsonb,
  options jsonb not null default '{}',
  bytes_total bigint not null default 0,
  bytes_done bigint not null default 0,
  rows_in bigint not null default 0,
  created bigint not null default 0,
  updated bigint not null default 0,
  unchanged bigint not null default 0,
  skipped bigint not null default 0,
  failed bigint not null default 0,
  orders bigint not null default 0,
  order_lines bigint not null default 0,
  cancellations bigint not null default 0,
  guest_lines bigint not null default 0,
  customers bigint not null default 0,
  next_chunk integer not null default 0,
  epoch integer not null default 0,
  lease_until timestamptz,
  -- how often it was taken up since it last got on
  attempts integer not null default 0,
  cancel_requested_at timestamptz,
  error jsonb,
  created_by text not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index imports_active on ingestion.imports (state) where state in ('queued', 'running');

-- The journal: one row a chunk, written with the rows themselves.
-- outcomes: one letter a row (c created, u updated, n unchanged, s skipped, f failed); record_ids: the order
-- or customer that the row went to, 0 where it went nowhere.
create table ingestion.import_chunks (
  import_id bigint not null references ingestion.imports on delete cascade,
  chunk_no integer not null,
  first_row bigint not null,
  rows integer not null,
  byte_from bigint not null,
  byte_to bigint not null,
  outcomes text not null,
  record_ids bigint[] not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  skipped integer not null,
  failed integer not null,
  stored_at timestamptz not null default now(),
  primary key (import_id, chunk_no)
);

create table ingestion.import_failures (
  import_id bigint not null references ingestion.imports on delete cascade,
  row_no bigint not null,
  code text not null,
  column_no integer,
  value text,
  primary key (import_id, row_no)
);
