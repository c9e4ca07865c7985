alter table ingestion.imports drop constraint imports_kind_check;
alter table ingestion.imports add constraint imports_kind_check
  check (kind in ('orders', 'customers', 'activities', 'demo'));
alter table ingestion.imports drop constraint imports_state_check;
alter table ingestion.imports add constraint imports_state_check
  check (state in ('draft', 'queued', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'));
drop index ingestion.imports_active;
create index imports_active on ingestion.imports (state) where state in ('queued', 'running', 'undoing');

alter table ingestion.imports
  -- the entry of a zip or the sheet of a workbook that is read; null = the file itself
  add column part text,
  -- delimited text that was made of a compressed file or a workbook, in the folder of uploads; null = read as it is
  add column unpacked_as text,
  -- drafts of files that came together
  add column batch text,
  add column recipe_id bigint,
  -- rows whose values cleaning changed or could not read
  add column cleaned bigint not null default 0,
  add column possible_duplicates bigint not null default 0,
  -- what undoing came to: customers put back, customers removed, customers left with changes since
  add column restored bigint not null default 0,
  add column removed bigint not null default 0,
  add column kept bigint not null default 0,
  add column undone_at timestamptz;

-- Mapping, format, switches and fixes of a kind of file, found again by its columns.
create table ingestion.recipes (
  id bigint generated always as identity primary key,
  name text not null unique,
  kind text not null check (kind in ('orders', 'customers', 'activities')),
  -- print of the column names in their order
  columns_print text collate "C" not null,
  dialect jsonb not null,
  mapping jsonb not null,
  options jsonb not null default '{}',
  used integer not null default 0,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index recipes_columns on ingestion.recipes (columns_print);
alter table ingestion.imports add foreign key (recipe_id) references ingestion.recipes on delete set null;
create index imports_recipe on ingestion.imports (recipe_id) where recipe_id is not null;

-- How many values of a column each cleaning rule changed, or each problem was found in.
create table ingestion.import_cleanings (
  import_id bigint not null references ingestion.imports on delete cascade,
  column_no integer not null,
  code text collate "C" not null,
  rows bigint not null,
  primary key (import_id, column_no, code)
);

-- Customers that an undo could not put back, with what keeps them.
create table ingestion.undo_leftovers (
  import_id bigint not null references ingestion.imports on delete cascade,
  customer_id bigint not null,
  name text not null,
  reason text not null,
  primary key (import_id, customer_id)
);
