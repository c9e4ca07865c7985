create macro facts.folded(words) as replace(replace(lower(words), 'i̇', 'i'), 'ς', 'σ');
