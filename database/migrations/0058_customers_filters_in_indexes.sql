-- Whoever reaches a team, or customers of their own, filters without reading the customers that a filter leaves out.
drop index customers.customers_team;
create index customers_team on customers.customers (team_id, created_at, id) include (binned_at);
drop index customers.customers_owner;
create index customers_owner on customers.customers (owner_id, created_at, id) include (binned_at)
  where owner_id is not null;
-- A city is walked in the order in which customers were added, whoever looks.
drop index customers.customers_region;
create index customers_region on customers.customers (region, city, created_at, id) include (team_id, owner_id)
  where binned_at is null;
-- Of several phones the first choice counts.
drop index customers.contact_points_invalid;
create index contact_points_invalid on customers.contact_points (kind, customer_id)
  where status = 'invalid' and is_primary;
