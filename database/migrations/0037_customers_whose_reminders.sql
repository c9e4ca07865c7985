-- `user_id`: whose a reminder is now, its assignee or else whoever looks after the customer, so that somebody's open
-- reminders are read in the order of their times from one index, however many customers they look after.
alter table customers.reminders add column user_id bigint;
update customers.reminders r set user_id = coalesce(r.assignee_id, c.owner_id),
  told_at = case when coalesce(r.assignee_id, c.owner_id) is not null then r.told_at end
  from customers.customers c where c.id = r.customer_id;
drop index customers.reminders_open;
create index reminders_open on customers.reminders (user_id, due_at, id) where done_at is null;
create index reminders_by_name on customers.reminders (assignee_id, customer_id, id)
  where done_at is null and assignee_id is not null;
drop index customers.reminders_untold;
create index reminders_untold on customers.reminders (due_at, id)
  where done_at is null and told_at is null and user_id is not null;
