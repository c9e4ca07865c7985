-- Customers that an import met without telling anything new of them; of those that it did tell of it has a source record.
create table customers.import_sightings (
  import_id bigint not null,
  customer_id bigint not null,
  primary key (import_id, customer_id)
);
create index import_sightings_customer on customers.import_sightings (customer_id);
