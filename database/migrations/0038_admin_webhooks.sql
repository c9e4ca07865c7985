-- Other programs are told of events: where, of which, and every telling with its tries.
create table admin.webhooks (
  id bigint generated always as identity primary key,
  -- Who last said where what goes; it holds nothing that they may not read.
  user_id bigint not null references admin.users on delete cascade,
  name text not null check (length(name) between 1 and 80),
  url text not null,
  events text[] not null,
  -- Encrypted with the key in the data folder. The former one signs too until `former_until`.
  secret bytea not null,
  former_secret bytea,
  former_until timestamptz,
  last_delivered_at timestamptz,
  -- Since when every try has failed; null after one that did not.
  failing_since timestamptz,
  paused_at timestamptz,
  paused_because text check (paused_because in ('person', 'failing', 'rights')),
  created_at timestamptz not null,
  version integer not null default 1,
  check ((paused_at is null) = (paused_because is null))
);
create index webhooks_user on admin.webhooks (user_id);

create table admin.webhook_deliveries (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references admin.webhooks on delete cascade,
  -- The same over all tries and all webhooks.
  event_id uuid not null,
  type text not null,
  -- Signed and sent as it stands here, every time.
  body text not null,
  created_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- A try in hand has put it off already: when its server dies, another one follows.
  next_at timestamptz not null,
  tries integer not null default 0,
  last_tried_at timestamptz,
  last_status integer,
  last_fault text,
  last_answer text,
  last_took_ms integer,
  ended_at timestamptz
);
create index webhook_deliveries_due on admin.webhook_deliveries (webhook_id, next_at, id) where state = 'waiting';
create index webhook_deliveries_list on admin.webhook_deliveries (webhook_id, id);
create index webhook_deliveries_failed on admin.webhook_deliveries (webhook_id, id) where state = 'failed';
create index webhook_deliveries_ended on admin.webhook_deliveries (ended_at) where ended_at is not null;
