create macro facts.different(ids) as cast(coalesce(list_unique(ids), 0) as bigint);
