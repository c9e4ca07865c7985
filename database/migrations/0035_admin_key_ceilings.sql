-- How many rows of people and their documents a program may take with a key within a day.
alter table admin.api_keys
  add column rows_a_day integer not null default 100000 check (rows_a_day between 1 and 1000000000);
