alter table customers.works drop constraint works_kind_check;
alter table customers.works add constraint works_kind_check
  check (kind in ('tag', 'untag', 'assign', 'edit', 'bin', 'restore', 'list', 'merge_tag', 'export'));
