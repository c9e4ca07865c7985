-- Signing in with a provider of OpenID Connect.
create table admin.provider (
  id boolean primary key default true check (id),
  name text not null check (length(name) between 1 and 60),
  issuer text not null,
  client_id text not null,
  -- Encrypted with the key in the data folder; null for a client that has none.
  client_secret bytea,
  email_domains text[] not null,
  -- The role of people who are neither users nor invited; null: nobody else comes in.
  role_id bigint references admin.roles,
  -- Nobody but owners signs in with a password.
  only_provider boolean not null,
  -- Whether its word that somebody proved a second factor stands for a code of ours.
  trusts_mfa boolean not null
);
create index provider_role on admin.provider (role_id);

-- Whom the provider knows under which subject: one for each user.
create table admin.provider_identities (
  issuer text not null,
  subject text not null,
  user_id bigint not null references admin.users on delete cascade,
  linked_at timestamptz not null,
  primary key (issuer, subject),
  unique (issuer, user_id)
);
create index provider_identities_user on admin.provider_identities (user_id);

-- Who was sent to the provider and may come back once.
create table admin.provider_sign_ins (
  browser_hash bytea primary key,
  issuer text not null,
  expires_at timestamptz not null
);
create index provider_sign_ins_expires on admin.provider_sign_ins (expires_at);

alter table admin.sessions add column by_provider boolean not null default false;
alter table admin.sessions add column second_step_by_provider boolean not null default false;
alter table admin.half_sessions add column by_provider boolean not null default false;
