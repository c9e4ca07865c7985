create view facts.customer_sources as
select customer_id, source_id, min(received_at) as first_received_at
from customers.source_records
group by customer_id, source_id;

comment on view facts.customer_sources is 'Which sources told of a customer.';
comment on column facts.customer_sources.customer_id is 'Of whom.';
comment on column facts.customer_sources.source_id is 'The source.';
comment on column facts.customer_sources.first_received_at is 'When the first of its records that we still hold arrived.';
