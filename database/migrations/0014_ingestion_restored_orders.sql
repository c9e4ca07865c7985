-- documents and activities that undoing put back as they were
alter table ingestion.imports
  add column restored_orders bigint not null default 0,
  add column restored_activities bigint not null default 0;
