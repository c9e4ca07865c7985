-- Documents that a running import refuses whole, for the value of a unique field that is another's: their later lines are
-- refused like the first. Forgotten when the import ends.
create table commerce.refused_documents (
  import_id bigint not null,
  number text collate "C" not null,
  field_key text not null,
  value text not null,
  primary key (import_id, number)
);
