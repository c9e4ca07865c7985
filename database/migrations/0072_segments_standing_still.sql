-- Whether a rule names what is gone: whoever may mend it is told when it comes to that, once.
alter table segments.lifecycle_settings add column stands_still boolean not null default false;
alter table segments.grade_settings add column stands_still boolean not null default false;
