select platform.follow_facts('commerce.orders', 'id', 'orders.id', 'order_lines.order_id');
select platform.follow_facts('commerce.order_lines', 'order_id', 'order_lines.order_id');
select platform.follow_facts('commerce.products', 'id', 'products.id');

-- What products sold changes with every order and is no fact of theirs.
create function commerce.note_products() returns trigger language plpgsql as $$
begin
  perform platform.note_fact_ids('{products.id}', array(
    select changed.id from changed join former on former.id = changed.id
      and (former.code, former.name, former.category, former.brand)
        is distinct from (changed.code, changed.name, changed.category, changed.brand)));
  return null;
end $$;
drop trigger facts_updated on commerce.products;
create trigger facts_updated after update on commerce.products referencing old table as former new table as changed
  for each statement execute function commerce.note_products();
