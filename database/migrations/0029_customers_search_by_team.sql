-- Searches of people who reach some teams only look among the customers of these: the team is one more piece of the
-- index (`teamGram` in src/customers/profiles/search-text.ts), 0 for what nobody looks after. The index is made anew,
-- which is quicker than changing it row by row.
drop index customers.search_grams;
update customers.search s
set grams = coalesce(-(c.team_id % 2147483647)::integer - 1, 0) || s.grams
from customers.customers c where c.id = s.customer_id;
create index search_grams on customers.search using gin (grams);
