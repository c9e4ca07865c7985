-- Letters of ASCII have one small form each; most words are made of them alone.
create macro facts.folded(words) as case when strlen(words) = length(words) then lower(words)
  else replace(replace(lower(words), 'i̇', 'i'), 'ς', 'σ') end;
