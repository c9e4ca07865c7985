create schema if not exists admin;

-- One installation serves one organisation: one row.
create table admin.organisation (
  id boolean primary key default true check (id),
  name text not null,
  currency char(3) not null,
  time_zone text not null,
  language text not null check (language in ('en', 'zh')),
  created_at timestamptz not null default now(),
  version integer not null default 1
);

-- The one-time link that makes the owner; spent when the organisation exists.
create table admin.setup_links (
  token_hash bytea primary key,
  created_at timestamptz not null default now()
);

create table admin.teams (
  id bigint generated always as identity primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);

create table admin.users (
  id bigint generated always as identity primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  role text not null check (role in ('owner', 'member')),
  team_id bigint references admin.teams,
  language text not null check (language in ('en', 'zh')),
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  version integer not null default 1
);
create index users_team on admin.users (team_id);

-- Tokens are stored as SHA-256 only: a stolen table opens no session. `expires_at` moves with use, up to
-- a fixed age. People name a session by its id, which opens nothing.
create table admin.sessions (
  token_hash bytea primary key,
  id bigint generated always as identity unique,
  user_id bigint not null references admin.users on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text,
  address text
);
create index sessions_user on admin.sessions (user_id);
create index sessions_expiry on admin.sessions (expires_at);

-- `invited_by` is null where the operator invited from the command line.
create table admin.invitations (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'member')),
  invited_by bigint references admin.users,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
-- An address has one link that works: a new one takes the place of the old.
create unique index invitations_open on admin.invitations (email)
  where accepted_at is null and withdrawn_at is null;

-- The one-time link with which a user sets a new password; a new one takes the place of the old.
create table admin.password_links (
  user_id bigint primary key references admin.users on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null
);
