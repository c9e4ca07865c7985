-- What is to be done with a customer, and when. Without an assignee it is for whoever looks after the customer, so that
-- it follows the customer from one owner to the next by itself. `told_at`: when its being due was told.
create table customers.reminders (
  customer_id bigint not null,
  id bigint generated always as identity,
  text text not null,
  due_at timestamptz not null,
  assignee_id bigint,
  made_by text not null,
  made_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  told_at timestamptz,
  version integer not null default 1,
  primary key (customer_id, id)
);
create index reminders_open on customers.reminders (assignee_id, due_at, id) where done_at is null;
create index reminders_untold on customers.reminders (due_at) where done_at is null and told_at is null;
