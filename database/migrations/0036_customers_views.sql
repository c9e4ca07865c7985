-- Lists as somebody saved them: the words of the address, which ask for nothing that the reader may not see.
create table customers.views (
  id bigint generated always as identity primary key,
  name text not null,
  owner_id bigint not null,
  -- with whom it is shared; the team is the owner's when it was
  shared text collate "C" not null check (shared in ('me', 'team', 'all')),
  team_id bigint check (shared <> 'team' or team_id is not null),
  search jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index views_owner on customers.views (owner_id);

-- The view with which somebody's list opens.
create table customers.opening_views (
  user_id bigint primary key,
  view_id bigint not null references customers.views on delete cascade
);
