-- The rule that members were worked out by last: until they are by another it says who may be told of them.
alter table segments.segments add column filled_by jsonb;
update segments.segments set filled_by = rule where filled_rule = rule_version;
