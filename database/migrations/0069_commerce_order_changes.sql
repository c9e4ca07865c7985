-- What the header and custom fields of orders were before: one row for each value that changed, only ever added to. The
-- first values of an order are no changes. Keyed by the order alone, as order_sightings are, so that nothing has to follow
-- when a guest's order turns out to be a customer's; it goes with the order.
create table commerce.order_changes (
  order_id bigint not null,
  id bigint generated always as identity,
  changed_at timestamptz not null,
  field text collate "C" not null,
  before jsonb,
  after jsonb,
  changed_by text collate "C" not null,
  way text collate "C" not null check (way in ('hand', 'import', 'undo')),
  -- The import that the change was part of.
  cause_id bigint,
  primary key (order_id, id)
);
