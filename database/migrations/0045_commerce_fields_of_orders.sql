-- What the organisation adds to orders: a value lies under the key of its field, as the API has it.
alter table commerce.orders add column field_values jsonb not null default '{}';
create index orders_field_values on commerce.orders using gin (field_values jsonb_path_ops)
  where field_values <> '{}';

-- Whose a value of a unique field is.
create table commerce.unique_values (
  field_id bigint not null,
  value text collate "C" not null,
  order_id bigint not null,
  customer_id bigint not null,
  primary key (field_id, value)
);
create index unique_values_order on commerce.unique_values (order_id);
