create function facts.folded(words text) returns text language sql immutable parallel safe
return replace(replace(lower(words collate "und-x-icu"), 'i̇', 'i'), 'ς', 'σ') collate "C";

comment on function facts.folded is 'Small letters, so that two ways to write a word compare alike; the columnar copy has the same under this name.';
