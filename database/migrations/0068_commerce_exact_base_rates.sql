-- Documents of before rates were kept have what their worth told of the rate: 1 where they come to nothing, or to as much in
-- the organisation's currency, and something rounded elsewhere. Those that are worth what today's rates say get the rate
-- itself; others wait for their currency to be converted anew. What is foreign, only the organisation's own currency tells.
do $$ begin
  update commerce.orders o set base_rate = fresh.rate
  from (select d.customer_id, d.id, commerce.base_rate(d.currency, d.ordered_at, own.currency, own.time_zone) as rate
    from commerce.orders d, admin.organisation own where d.currency <> own.currency) fresh
  where o.customer_id = fresh.customer_id and o.id = fresh.id and o.base_rate is distinct from fresh.rate
    and o.base_amount_minor is not distinct from commerce.worth(o.amount_minor, fresh.rate);
end $$;
