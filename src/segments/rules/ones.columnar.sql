create macro facts.ones(number) as cast(bit_count(cast(number as bigint)) as bigint);
