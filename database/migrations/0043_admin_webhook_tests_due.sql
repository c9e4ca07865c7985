-- What goes out of a paused webhook, found without reading all that waits for it.
create index webhook_deliveries_tests_due on admin.webhook_deliveries (webhook_id, next_at, id)
  where state = 'waiting' and type = 'webhook.test';
