-- Which rows of the views of facts may have changed: one row for each statement that changed something beneath them, with
-- the keys that it touched. `facts` names what to read anew: 'orders.id' are the rows of facts.orders whose id is among
-- the keys; without keys it is all of facts.orders. A reader remembers its snapshot and asks for what that did not see, so
-- it misses neither what commits late nor what is deleted.
create table platform.fact_changes (
  xid xid8 not null default pg_current_xact_id(),
  facts text[] not null,
  ids bigint[],
  texts text[]
);
create index fact_changes_xid on platform.fact_changes (xid);

-- Up to where somebody has read; what everybody has read is deleted.
create table platform.fact_readers (
  name text collate "C" primary key,
  snapshot pg_snapshot not null,
  seen_at timestamptz not null
);

create function platform.note_fact_ids(facts text[], ids bigint[]) returns void language sql as $$
  insert into platform.fact_changes (facts, ids) select facts, kept from array_remove(ids, null) kept where cardinality(kept) > 0
$$;

create function platform.note_fact_texts(facts text[], texts text[]) returns void language sql as $$
  insert into platform.fact_changes (facts, texts) select facts, texts where cardinality(texts) > 0
$$;

-- Arguments: the column with the keys, then what to read anew.
create function platform.note_fact_changes() returns trigger language plpgsql as $$
declare
  keys bigint[];
begin
  if tg_op = 'TRUNCATE' then
    insert into platform.fact_changes (facts) values (tg_argv[1:]);
    return null;
  elsif tg_op = 'UPDATE' then
    execute format('select array_agg(distinct key)
      from (select %1$I as key from former union all select %1$I from changed) keys', tg_argv[0]) into keys;
  else
    execute format('select array_agg(distinct %I) from changed', tg_argv[0]) into keys;
  end if;
  perform platform.note_fact_ids(tg_argv[1:], keys);
  return null;
end $$;

-- Lets every statement that changes this table note the keys in `key_column`.
create function platform.follow_facts(followed regclass, key_column text, variadic facts text[]) returns void
language plpgsql as $$
declare
  arguments text := (select string_agg(quote_literal(word), ', ') from unnest(key_column || facts) word);
begin
  execute format('create trigger facts_inserted after insert on %s referencing new table as changed
    for each statement execute function platform.note_fact_changes(%s)', followed, arguments);
  execute format('create trigger facts_updated after update on %s referencing old table as former new table as changed
    for each statement execute function platform.note_fact_changes(%s)', followed, arguments);
  execute format('create trigger facts_deleted after delete on %s referencing old table as changed
    for each statement execute function platform.note_fact_changes(%s)', followed, arguments);
  execute format('create trigger facts_truncated after truncate on %s
    for each statement execute function platform.note_fact_changes(%s)', followed, arguments);
end $$;
