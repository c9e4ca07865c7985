-- What a role may do with single fields, by kind of record: {"customers": {"phone": "masked"}}; others it may write.
alter table admin.roles add column fields jsonb not null default '{"customers": {}}';
