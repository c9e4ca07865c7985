-- Orders have field rights too. What kept people from custom fields kept them from those of orders, and goes on doing so.
update admin.roles set fields = fields || jsonb_build_object('orders', (
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(fields -> 'customers')
  where key = 'field' or key like 'field.%'));
alter table admin.roles alter column fields set default '{"customers": {}, "orders": {}}';
