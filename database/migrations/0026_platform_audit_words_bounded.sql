-- As before, of the first 200,000 letters: a text search takes no more than a megabyte, and no detail, however long,
-- may keep what it tells of from happening.
create or replace function platform.audit_words(detail jsonb) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('simple', regexp_replace(regexp_replace(left(coalesce(string_agg(value #>> '{}', ' '), ''), 200000),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]+', ' ', 'g'),
    '([\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g'))
  from jsonb_path_query(detail, 'strict $.** ? (@.type() == "string" || @.type() == "number")') as value
$$;
