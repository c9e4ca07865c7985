select platform.follow_facts('customers.customers', 'id', 'customers.id', 'field_values.customer_id');
select platform.follow_facts('customers.totals', 'customer_id', 'customers.id');
select platform.follow_facts('customers.contact_points', 'customer_id', 'contact_points.customer_id');
select platform.follow_facts('customers.customer_tags', 'customer_id', 'customer_tags.customer_id');
select platform.follow_facts('customers.source_records', 'customer_id', 'customer_sources.customer_id');
select platform.follow_facts('customers.activities', 'customer_id', 'activities.customer_id');

-- Whose tag or field it is, is looked for when the change is read: a customer may get it in a transaction that is open yet.
create function customers.note_merged_tags() returns trigger language plpgsql as $$
begin
  perform platform.note_fact_ids('{customer_tags.tag_id}', array(
    select distinct unnest(array[changed.id, former.merged_into, changed.merged_into])
    from changed join former on former.id = changed.id and former.merged_into is distinct from changed.merged_into));
  return null;
end $$;
create trigger facts_updated after update on customers.tags referencing old table as former new table as changed
  for each statement execute function customers.note_merged_tags();

create function customers.note_fields_in_use() returns trigger language plpgsql as $$
begin
  perform platform.note_fact_ids('{field_values.field_id}', array(
    select changed.id from changed join former on former.id = changed.id
      and former.archived_at is distinct from changed.archived_at));
  return null;
end $$;
create trigger facts_updated after update on customers.custom_fields referencing old table as former new table as changed
  for each statement execute function customers.note_fields_in_use();

create function customers.note_made_fields() returns trigger language plpgsql as $$
begin
  perform platform.note_fact_ids('{field_values.field_id}', array(select id from changed));
  return null;
end $$;
create trigger facts_inserted after insert on customers.custom_fields referencing new table as changed
  for each statement execute function customers.note_made_fields();
create trigger facts_deleted after delete on customers.custom_fields referencing old table as changed
  for each statement execute function customers.note_made_fields();

-- A place is found in both spellings, and as a region where no city is known.
create function customers.note_tiers() returns trigger language plpgsql as $$
declare
  cities text[];
begin
  if tg_op = 'UPDATE' then
    cities := array(select city from changed union select city from former);
  else
    cities := array(select city from changed);
  end if;
  perform platform.note_fact_texts('{customers.city,customers.region}',
    array(select unnest(array[city, city || '市']) from unnest(cities) city));
  return null;
end $$;
create trigger facts_inserted after insert on customers.city_tiers referencing new table as changed
  for each statement execute function customers.note_tiers();
create trigger facts_updated after update on customers.city_tiers referencing old table as former new table as changed
  for each statement execute function customers.note_tiers();
create trigger facts_deleted after delete on customers.city_tiers referencing old table as changed
  for each statement execute function customers.note_tiers();
