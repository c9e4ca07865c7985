create view facts.customer_tags as
select c.customer_id, coalesce(t.merged_into, t.id) as tag_id, min(c.created_at) as tagged_at
from customers.customer_tags c
join customers.tags t on t.id = c.tag_id
group by c.customer_id, coalesce(t.merged_into, t.id);

comment on view facts.customer_tags is 'Who carries which tag; a merged tag counts as the one that is meant.';
comment on column facts.customer_tags.customer_id is 'Who carries it.';
comment on column facts.customer_tags.tag_id is 'The tag, never one that was merged into another.';
comment on column facts.customer_tags.tagged_at is 'Since when.';
