-- Who looks after a customer: the owner, and the team that the owner belongs to. Lists of a team and of what nobody
-- looks after (both null) are read in order of creation from one index.
drop index customers.customers_owner;
create index customers_owner on customers.customers (owner_id, created_at, id) where owner_id is not null;
create index customers_team on customers.customers (team_id, created_at, id);
