-- What activities were before an import changed them, and as it left them, so that undoing it puts them back.
create table customers.former_activities (
  customer_id bigint not null,
  import_id bigint not null,
  activity_id bigint not null,
  type text not null,
  occurred_at timestamptz not null,
  payload jsonb not null,
  left_type text not null,
  left_at timestamptz not null,
  left_payload jsonb not null,
  primary key (customer_id, import_id, activity_id)
);
