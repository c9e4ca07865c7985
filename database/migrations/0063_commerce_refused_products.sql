-- Products of lines that were taken back: when they were first and last sold is told anew at the end of the import.
alter table commerce.refused_documents add column product_ids bigint[] not null default '{}';
