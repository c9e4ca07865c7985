-- Tags that follow the members of a segment; null = of none, and the tag is to be taken off. Until it is settled carriers are
-- looked through in the order of their ids; `checked_to` is the last of them.
create table segments.tag_rules (
  tag_id bigint primary key,
  segment_id bigint references segments.segments (id),
  settled boolean not null default false,
  checked_to bigint not null default 0
);
create index tag_rules_segment on segments.tag_rules (segment_id);
