-- who last asked for the import to be taken back; they are told when it is
alter table ingestion.imports add column undo_asked_by text;
