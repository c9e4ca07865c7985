create view facts.grades as
select customer_id, grade, points, since, orders, cancellations, array_to_string(met, ' ') collate "C" as met
from segments.grades;

comment on view facts.grades is 'Grades of customers, as worked out last.';
comment on column facts.grades.customer_id is 'The customer.';
comment on column facts.grades.grade is 'The key of the grade: `high`, `medium`, `low`, or one of the organisation’s own.';
comment on column facts.grades.points is 'The sum of points; null where rules decide.';
comment on column facts.grades.since is 'When the customer came into it.';
comment on column facts.grades.orders is 'Sales of the customer when the grade was worked out last.';
comment on column facts.grades.cancellations is 'Returns and cancellations of the customer then.';
comment on column facts.grades.met is 'Places of the criteria that gave the points, from 1 on, with spaces between; empty where rules decided.';
