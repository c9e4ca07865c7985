-- Why a segment is looked through next: only time goes by, or something changed of too many to name them.
alter table segments.segments add column due_cause text not null default 'time' check (due_cause in ('changed', 'time'));
