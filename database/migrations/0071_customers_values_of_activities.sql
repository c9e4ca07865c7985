-- Whose a value of a unique field of activities is. Fields are never deleted; asking for each value whether its field is
-- there doubles what a field costs that becomes unique.
create table customers.activity_values (
  field_id bigint not null,
  value text collate "C" not null,
  customer_id bigint not null,
  activity_id bigint not null,
  primary key (field_id, value)
);
create index activity_values_activity on customers.activity_values (customer_id, activity_id);

-- Finds who has a field or a choice; months to come get it with their table.
create index activities_fields on customers.activities using gin ((payload -> 'fields')) where payload ? 'fields';
