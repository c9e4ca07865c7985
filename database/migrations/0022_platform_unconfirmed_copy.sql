-- One row in a database that was restored from a backup and that nobody has confirmed to be the live one. While it is
-- there, nothing leaves the machine.
create table platform.unconfirmed_copy (
  id boolean primary key default true check (id),
  taken_at timestamptz not null,
  restored_at timestamptz not null
);
