create view facts.stages as
select customer_id, stage, since, orders, cancellations
from segments.stages;

comment on view facts.stages is 'Stages of customers, as worked out last.';
comment on column facts.stages.customer_id is 'The customer.';
comment on column facts.stages.stage is '`potential`, `first`, `repeat`, `loyal`, `dormant`, `churned` or `wonBack`.';
comment on column facts.stages.since is 'When the customer came into it.';
comment on column facts.stages.orders is 'Sales of the customer when the stage was looked at last.';
comment on column facts.stages.cancellations is 'Returns and cancellations of the customer then.';
