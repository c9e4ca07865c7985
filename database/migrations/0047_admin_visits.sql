-- When a user was last here, and until when the time before: what is new since then is counted from there.
create table admin.visits (
  user_id bigint primary key references admin.users (id) on delete cascade,
  seen_at timestamptz not null,
  before_at timestamptz
);
