-- The rules that stages were worked out by last, null = as the product gives them: until others are applied they say who may be told stages.
alter table segments.lifecycle_settings add column applied_stages jsonb;
update segments.lifecycle_settings set applied_stages = stages where applied_version = version;
