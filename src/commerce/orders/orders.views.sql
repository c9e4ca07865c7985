create view facts.orders as
select customer_id, id, source_id, number, kind, ordered_at, store, channel, brand, seller,
  currency::text collate "C" as currency, amount_minor, base_amount_minor, original_order_id
from commerce.orders;

comment on view facts.orders is 'Documents: sales, and the returns and cancellations that undo them.';
comment on column facts.orders.customer_id is 'Who bought; 0 for a guest.';
comment on column facts.orders.id is 'The document.';
comment on column facts.orders.source_id is 'Where its number comes from; 0 for one written by hand.';
comment on column facts.orders.number is 'Its number, unique within the source. Not in the copy.';
comment on column facts.orders.kind is '`sale`, `return` or `cancellation`; amounts of the last two are negative.';
comment on column facts.orders.ordered_at is 'When it was made.';
comment on column facts.orders.store is 'Store.';
comment on column facts.orders.channel is 'Channel.';
comment on column facts.orders.brand is 'Brand that the document names.';
comment on column facts.orders.seller is 'Who sold it.';
comment on column facts.orders.currency is 'ISO 4217 code of its amounts.';
comment on column facts.orders.amount_minor is 'What its lines come to, in minor units of its currency.';
comment on column facts.orders.base_amount_minor is 'The same in minor units of the organisation’s currency by the rate of its day; null without a rate.';
comment on column facts.orders.original_order_id is 'The sale that it undoes, where known.';

create view facts.order_lines as
select o.customer_id, o.id as order_id, l.product_id, l.occurrence, l.quantity, l.amount_minor,
  commerce.worth(l.amount_minor, o.base_rate) as base_amount_minor, o.ordered_at, o.kind, o.store, o.channel
from commerce.orders o
join commerce.order_lines l on l.customer_id = o.customer_id and l.order_id = o.id;

comment on view facts.order_lines is 'Lines of documents, with what their document says.';
comment on column facts.order_lines.customer_id is 'Who bought; 0 for a guest.';
comment on column facts.order_lines.order_id is 'The document.';
comment on column facts.order_lines.product_id is 'The product; 0 where the line names none.';
comment on column facts.order_lines.occurrence is 'Tells equal lines of one document apart. Not in the copy.';
comment on column facts.order_lines.quantity is 'How many; negative where something is undone.';
comment on column facts.order_lines.amount_minor is 'Its amount, in minor units of the document’s currency.';
comment on column facts.order_lines.base_amount_minor is 'The same in minor units of the organisation’s currency by the rate that the document was converted with, rounded by line, so that lines together may differ from their document by what rounding makes; null without a rate.';
comment on column facts.order_lines.ordered_at is 'When the document was made.';
comment on column facts.order_lines.kind is 'Kind of the document.';
comment on column facts.order_lines.store is 'Store of the document.';
comment on column facts.order_lines.channel is 'Channel of the document.';
