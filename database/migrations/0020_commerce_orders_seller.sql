-- The sales representative who made the sale, as the source names them; nobody is known of what was stored before.
alter table commerce.orders add column seller text collate "C";

alter table commerce.order_facets drop constraint order_facets_facet_check,
  add constraint order_facets_facet_check check (facet in ('store', 'channel', 'brand', 'seller', 'currency'));

create or replace function commerce.keep_order_facets() returns trigger
language plpgsql as $$
begin
  insert into commerce.order_facets (facet, value)
  select distinct word.facet, word.value
  from (select distinct store, channel, brand, seller, currency from changed) orders,
    lateral (values ('store', orders.store), ('channel', orders.channel), ('brand', orders.brand),
      ('seller', orders.seller), ('currency', orders.currency::text)) word(facet, value)
  where word.value is not null
    and not exists (select from commerce.order_facets known where known.facet = word.facet and known.value = word.value)
  order by 1, 2
  on conflict do nothing;
  return null;
end $$;
