create view facts.activities as
select customer_id, id, type collate "C" as type, occurred_at
from customers.activities;

comment on view facts.activities is 'What happened with customers.';
comment on column facts.activities.customer_id is 'With whom.';
comment on column facts.activities.id is 'The activity.';
comment on column facts.activities.type is 'Its registered type.';
comment on column facts.activities.occurred_at is 'When it happened.';
