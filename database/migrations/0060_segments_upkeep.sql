-- Of whoever could not be judged: not tried again before.
alter table segments.to_judge add column retry_at timestamptz;
