-- A tag that a rule puts on and off: who carries it by the rule alone (nobody told it besides) loses it with the rule.
alter table customers.tags add column ruled boolean not null default false;
alter table customers.customer_tags add column by_rule boolean not null default false;
create index customer_tags_by_rule on customers.customer_tags (tag_id, customer_id) where by_rule;
