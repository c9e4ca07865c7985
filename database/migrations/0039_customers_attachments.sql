-- Files that people keep with a customer. The file itself lies in the folder `attachments` under `stored_as`; one that no
-- row names is swept away.
create table customers.attachments (
  customer_id bigint not null,
  id bigint generated always as identity,
  file_name text not null,
  stored_as text collate "C" not null,
  type text not null,
  size_bytes bigint not null,
  added_by text not null,
  added_at timestamptz not null,
  primary key (customer_id, id)
);
create index attachments_stored on customers.attachments (stored_as);
