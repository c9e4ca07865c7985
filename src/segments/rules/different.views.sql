create function facts.different(ids bigint[]) returns bigint language sql immutable parallel safe
return (select count(distinct id) from unnest(ids) id);

comment on function facts.different is 'How many different ones a list has, nulls left out; the columnar copy has the same under this name.';
