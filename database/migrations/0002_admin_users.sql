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

-- Tokens are stored as SHA-256 only: a stolen table opens no session.
create table admin.sessions (
  token_hash bytea primary key,
  user_id bigint not null references admin.users on delete cascade,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text,
  address text
);
create index sessions_user on admin.sessions (user_id);

create table admin.invitations (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  email text not null check (email = lower(email)),
  role text not null check (role in ('owner', 'member')),
  invited_by bigint not null references admin.users,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
