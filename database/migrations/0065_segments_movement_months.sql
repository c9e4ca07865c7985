-- Who came and went is kept by month, so that old months go as a whole.
alter table segments.movements rename to movements_whole;
alter index segments.movements_pkey rename to movements_whole_pkey;
alter index segments.movements_segment rename to movements_whole_segment;
alter sequence segments.movements_id_seq rename to movements_whole_id_seq;
create table segments.movements (
  customer_id bigint not null,
  segment_id bigint not null,
  id bigint generated always as identity,
  moved_at timestamptz not null,
  entered boolean not null,
  cause text not null check (cause in ('made', 'rule', 'changed', 'time', 'hand', 'gone')),
  because jsonb,
  primary key (customer_id, segment_id, moved_at, id)
) partition by range (moved_at);
create index movements_segment on segments.movements (segment_id, moved_at, id);
-- Who left lists for the bin is asked whenever somebody is judged, and few are there.
create index movements_gone on segments.movements (customer_id, segment_id) where cause = 'gone' and not entered;
select platform.ensure_months('segments.movements', min(moved_at), max(moved_at)) from segments.movements_whole;
insert into segments.movements (customer_id, segment_id, id, moved_at, entered, cause, because)
  overriding system value
  select customer_id, segment_id, id, moved_at, entered, cause, because from segments.movements_whole;
select setval(pg_get_serial_sequence('segments.movements', 'id'), max(id)) from segments.movements_whole having max(id) is not null;
drop table segments.movements_whole;
