-- What somebody may do and see is a role: permissions, and how far they reach for each kind of record.
create table admin.roles (
  id bigint generated always as identity primary key,
  -- One that comes with the product; its name stands in the messages. Null for the organisation's own.
  key text unique check (key in ('owner', 'administrator', 'manager', 'member', 'viewer')),
  name text check (length(name) between 1 and 60),
  -- Null: what the product gives to this key.
  permissions text[],
  -- By kind of record: {"customers": {"see": "team", "change": "own"}, …}.
  reach jsonb not null,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((key is null) = (name is not null)),
  check (key is not null or permissions is not null)
);
create unique index roles_name on admin.roles (lower(name));

insert into admin.roles (key, reach)
select key, '{"customers": {"see": "all", "change": "all", "unassigned": true},
  "orders": {"see": "all", "change": "all", "unassigned": true}}'::jsonb
from unnest(array['owner', 'administrator', 'manager', 'member', 'viewer']) as key;

-- Teams are a tree; its root is the organisation itself and bears its name.
alter table admin.teams drop constraint teams_name_key;
alter table admin.teams add column parent_id bigint references admin.teams;
alter table admin.teams add column version integer not null default 1;
with root as (insert into admin.teams (name) values ('') returning id)
update admin.teams set parent_id = root.id from root;
alter table admin.teams add constraint teams_root check ((parent_id is null) = (name = ''));
create unique index teams_one_root on admin.teams ((true)) where parent_id is null;
create unique index teams_name on admin.teams (parent_id, lower(name));

alter table admin.users add column role_id bigint references admin.roles;
update admin.users u set role_id = r.id from admin.roles r where r.key = u.role;
alter table admin.users alter column role_id set not null;
alter table admin.users drop column role;
create index users_role on admin.users (role_id);
update admin.users set team_id = (select id from admin.teams where parent_id is null) where team_id is null;
alter table admin.users alter column team_id set not null;

-- An invitation that is accepted or withdrawn keeps no role alive.
alter table admin.invitations add column role_id bigint references admin.roles on delete set null;
alter table admin.invitations add column team_id bigint references admin.teams;
update admin.invitations i set role_id = r.id, team_id = (select id from admin.teams where parent_id is null)
from admin.roles r where r.key = i.role;
alter table admin.invitations add constraint invitations_open_role
  check (role_id is not null or accepted_at is not null or withdrawn_at is not null);
alter table admin.invitations alter column team_id set not null;
alter table admin.invitations drop column role;
create index invitations_role on admin.invitations (role_id);
create index invitations_team on admin.invitations (team_id);
