-- Orders lie in the order in which imports wrote them, so that this finds those of one import and costs imports nothing.
-- Documents that were there before stand in order_sightings, which from now on stay when an import ends.
create index orders_import on commerce.orders using brin (import_id) with (pages_per_range = 16);
