-- What somebody sees of a value that is masked for them: enough to tell two apart on the phone, not enough to use it.
create function customers.masked(kind text, value text) returns text
  language sql immutable parallel safe
  return case
    when value is null then null
    when kind = 'phone' then (
      select case
        when length(d) >= 11 then left(d, 3) || '****' || right(d, 4)
        when length(d) >= 7 then left(d, 2) || '****' || right(d, 2)
        else '****' end
      from (select regexp_replace(regexp_replace(value, '[^0-9]', '', 'g'), '^(00)?86(?=1[0-9]{10}$)', '')) as digits(d))
    when kind = 'email' then left(value, 1) || '***' || coalesce(substring(value from '@[^@]*$'), '')
    when kind = 'name' then case when length(value) > 1 then left(value, 1) else '' end || '*'
    when kind = 'date' then left(value, 4)
    when kind in ('text', 'url', 'wechat', 'website') then case when length(value) > 1 then left(value, 1) else '' end || '***'
  end;

-- Search rows from before each line said which field it is of; a job writes them anew.
create index search_unmarked on customers.search (customer_id) where ascii(text) > 31;
