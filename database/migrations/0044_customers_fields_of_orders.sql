-- Whose field it is. Those of orders have no kinds; their values lie with the orders, which commerce keeps.
alter table customers.custom_fields add column owner_kind text collate "C" not null default 'customer'
  check (owner_kind in ('customer', 'order', 'activity'));
