alter table customers.works add column key_id bigint;
comment on column customers.works.key_id is 'The key of the program that asked for it; what it asked for ends with it.';

-- Who wished work to stop writes here, since the work itself is locked for as long as a step lasts.
create table customers.work_stops (
  work_id bigint primary key references customers.works on delete cascade,
  requested_at timestamptz not null
);
insert into customers.work_stops (work_id, requested_at)
select id, cancel_requested_at from customers.works where cancel_requested_at is not null;
alter table customers.works drop column cancel_requested_at;
