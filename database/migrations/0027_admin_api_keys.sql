-- Keys with which other programs act for a user: never more than the user may, and only what the key was made for.
create table admin.api_keys (
  id bigint generated always as identity primary key,
  user_id bigint not null references admin.users on delete cascade,
  name text not null check (length(name) between 1 and 80),
  token_hash bytea not null unique,
  -- The first characters, by which people tell keys apart.
  hint text not null,
  permissions text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_address text,
  ended_at timestamptz
);
create index api_keys_user on admin.api_keys (user_id);
