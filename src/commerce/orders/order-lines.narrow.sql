select l.customer_id, l.order_id, l.product_id, l.quantity, l.amount_minor,
  case when o.id is null then l.amount_minor else commerce.worth(l.amount_minor, o.base_rate) end as base_amount_minor
from commerce.order_lines l
-- Most documents are in the currency of the organisation: where all are, nothing is joined.
left join commerce.orders o on o.customer_id = l.customer_id and o.id = l.order_id and o.base_rate is distinct from 1
