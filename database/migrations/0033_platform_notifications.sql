-- What somebody is told in the app. A row names things by their ids alone: words are made when they are read, of what the
-- reader may see then. The same key again adds to the count of the row that is there.
create table platform.notifications (
  user_id bigint not null,
  id bigint generated always as identity,
  kind text not null,
  key text not null,
  subject jsonb not null,
  count integer not null,
  made_at timestamptz not null,
  read_at timestamptz,
  primary key (user_id, id),
  unique (user_id, key)
);
create index notifications_unread on platform.notifications (user_id, id) where read_at is null;
create index notifications_made on platform.notifications (made_at);

-- Kinds that a user does not want to hear of.
create table platform.silenced_kinds (
  user_id bigint not null,
  kind text not null,
  primary key (user_id, kind)
);
