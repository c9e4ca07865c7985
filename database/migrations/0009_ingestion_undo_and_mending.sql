alter table ingestion.imports
  -- names of the columns of its file in their order, and their print: files with one print are alike
  add column column_names text[] not null default '{}',
  add column columns_print text collate "C",
  -- the import whose failed rows its file brings back
  add column mends bigint,
  -- documents and activities that undoing removed; the chunk of the journal, and then the customer, that it has come to
  add column removed_orders bigint not null default 0,
  add column removed_activities bigint not null default 0,
  add column undo_chunk integer not null default 0,
  add column undo_after bigint not null default 0;
create index imports_batch on ingestion.imports (batch) where batch is not null;

alter table ingestion.recipes add column column_names text[] not null default '{}';

-- All reasons behind the first for which a row failed: [{"code", "column", "value"}]
alter table ingestion.import_failures add column also jsonb;

-- What an undo left as it is: a customer, or a document with values that were not kept.
alter table ingestion.undo_leftovers drop constraint undo_leftovers_pkey;
alter table ingestion.undo_leftovers
  add column kind text collate "C" not null default 'customer' check (kind in ('customer', 'order')),
  add column record_id bigint not null;
-- customer_id 0: a document of a guest
alter table ingestion.undo_leftovers add primary key (import_id, customer_id, kind, record_id);
