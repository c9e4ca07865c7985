create view facts.members as
select customer_id, segment_id, entered_at
from segments.members;

comment on view facts.members is 'Who is a member of which segment, as it was last worked out.';
comment on column facts.members.customer_id is 'The member.';
comment on column facts.members.segment_id is 'The segment.';
comment on column facts.members.entered_at is 'Since when.';
