select l.*, o.ordered_at, o.kind, o.store, o.channel
from narrow l
join facts.orders o on o.customer_id = l.customer_id and o.id = l.order_id
