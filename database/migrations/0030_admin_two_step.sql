-- Signing in with a code beside the password (RFC 6238), and who must.
alter table admin.organisation add column two_step_policy text not null default 'nobody'
  check (two_step_policy in ('nobody', 'administrators', 'exporters', 'everybody'));

create table admin.two_step (
  user_id bigint primary key references admin.users on delete cascade,
  -- Encrypted with the key in the data folder.
  secret bytea not null,
  -- The half minute of the last code that was taken: a code, and every older one, is taken once.
  last_step bigint not null,
  turned_on_at timestamptz not null
);

-- What an authenticator app was shown and has not proved yet.
create table admin.two_step_setups (
  user_id bigint primary key references admin.users on delete cascade,
  secret bytea not null,
  expires_at timestamptz not null
);

create table admin.recovery_codes (
  user_id bigint not null references admin.two_step on delete cascade,
  code_hash bytea not null,
  primary key (user_id, code_hash)
);

-- A right password whose code is still to come; it opens nothing else.
create table admin.half_sessions (
  token_hash bytea primary key,
  user_id bigint not null references admin.users on delete cascade,
  expires_at timestamptz not null
);
create index half_sessions_user on admin.half_sessions (user_id);
create index half_sessions_expires on admin.half_sessions (expires_at);
