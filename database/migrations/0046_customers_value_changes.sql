-- What the values of customers were before: one row for each value that changed, only ever added to. The first values of
-- a customer are no changes. Read by customer alone, so the key of the customer is all the index it needs.
create table customers.value_changes (
  customer_id bigint not null,
  id bigint generated always as identity,
  changed_at timestamptz not null,
  field text collate "C" not null,
  before jsonb,
  after jsonb,
  changed_by text collate "C" not null,
  way text collate "C" not null check (way in (
    'hand', 'work', 'import', 'undo', 'source', 'split', 'trust', 'release', 'handover')),
  -- The work, import or source that the change was part of.
  cause_id bigint,
  -- The record that gave the new value; it may be gone since.
  record_id bigint,
  primary key (customer_id, id)
);
