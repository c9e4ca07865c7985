create view facts.field_values as
select c.id as customer_id, f.id as field_id,
  (case f.type when 'choices' then chosen.key when 'text' then told.value #>> '{}' when 'url' then told.value #>> '{}'
    when 'choice' then told.value #>> '{}' when 'person' then told.value #>> '{}' end) collate "C" as text,
  (case when f.type in ('number', 'money') then told.value #>> '{}' end)::numeric(25, 6) as number,
  (case f.type when 'date' then told.value #>> '{}' end)::date as day,
  (case f.type when 'flag' then told.value #>> '{}' end)::boolean as flag
from customers.customers c
cross join lateral jsonb_each(c.field_values) told (key, value)
join customers.custom_fields f on f.key = told.key and f.owner_kind = 'customer' and f.archived_at is null
left join lateral jsonb_array_elements_text(case f.type when 'choices' then told.value end) chosen (key) on true
where c.field_values <> '{}';

comment on view facts.field_values is 'What customers have of the organisation’s own fields, of those in use; of a field with several choices a row each.';
comment on column facts.field_values.customer_id is 'Whose value it is.';
comment on column facts.field_values.field_id is 'The field.';
comment on column facts.field_values.text is 'Of texts, addresses and choices (their keys), and the id of a person as text.';
comment on column facts.field_values.number is 'Of numbers; of money in minor units.';
comment on column facts.field_values.day is 'Of days.';
comment on column facts.field_values.flag is 'Of yes or no.';
