-- What a minor unit of the document's currency is worth in minor units of the organisation's, by the rate of the document's
-- day: document and lines are converted by it. 1 in the organisation's own currency; null while no rate is known.
alter table commerce.orders add column base_rate numeric default 1;
alter table commerce.orders alter column base_rate drop default;
-- Documents of before have what their worth tells, until their currency is converted anew.
update commerce.orders set base_rate = base_amount_minor / nullif(amount_minor, 0)::numeric
where base_amount_minor is distinct from amount_minor;

create function commerce.base_rate(currency text, ordered_at timestamptz, base text, time_zone text) returns numeric
language sql stable parallel safe as $$
  select case when currency = base then 1
    else commerce.rate_on(currency, (ordered_at at time zone time_zone)::date)
      * 10::numeric ^ (commerce.minor_digits(base) - commerce.minor_digits(currency)) end
$$;

-- As `convert_minor`, by a rate between minor units.
create function commerce.worth(amount_minor bigint, base_rate numeric) returns bigint
language sql immutable parallel safe as $$
  select case when base_rate = 1 then amount_minor
    when abs(amount_minor * base_rate) < 9223372036854775807 then round(amount_minor * base_rate)::bigint end
$$;
