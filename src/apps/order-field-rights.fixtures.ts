import type { UserActor } from '#platform/access/actor.ts';
import type { Method } from '#platform/http/contract.ts';
import type { CallRoute } from '#platform/testing/call-route.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';

export interface PlantedOrder {
  customer: string;
  order: string;
  product: string;
}

/** What an order holds in each field that roles may keep people from, in every form in which it could come out. */
export const secrets: Record<string, string[]> = {
  orderedAt: ['2013-05', '2013年5月'],
  store: ['zqstore'],
  channel: ['zqchannel'],
  brand: ['zqbrand'],
  seller: ['zqseller'],
  amountMinor: ['87654321'],
  description: ['zqdescription'],
  field: ['zqfield'],
};

const header = {
  orderedAt: '2013-05-06T06:00:00Z',
  store: 'zqstore',
  channel: 'zqchannel',
  brand: 'zqbrand',
  seller: 'zqseller',
};
export const line = {
  productCode: 'P',
  quantity: '1',
  unitPrice: '87654321.13',
  description: 'zqdescription',
};

/** Every way to ask about a field; those of lists are asked of their count and their file too. */
export const asked: Record<string, string[]> = {
  orderedAt: [
    'orderedFrom=2013-05-06',
    'orderedTo=2013-05-06',
    // In the organisation's currency, by the rate of the day.
    'minAmountMinor=1',
    'maxAmountMinor=1',
    '/orders?sort=amount',
    '/orders?sort=orderedAt',
    '/orders/summary',
    '/orders/summary?from=2013-05-06&to=2013-05-06',
  ],
  store: ['store=zqstore'],
  channel: ['channel=zqchannel'],
  brand: ['brand=zqbrand'],
  seller: ['seller=zqseller'],
  amountMinor: ['minAmountMinor=1', 'maxAmountMinor=1', '/orders?sort=amount'],
  field: [`customFields=${encodeURIComponent('{"club":"zqfield"}')}`],
};

const bought = { type: 'orders', measure: 'count', operator: 'atLeast', value: 1 };
/** Rules that ask about a field of orders; no rule asks about the others. */
export const ruled: Record<string, object> = {
  orderedAt: { ...bought, within: { from: '2013-05-06' } },
  store: { ...bought, of: { stores: ['zqstore'] } },
  channel: { ...bought, of: { channels: ['zqchannel'] } },
  brand: { ...bought, of: { brands: ['zqbrand'] } },
  seller: { ...bought, of: { sellers: ['zqseller'] } },
  amountMinor: { ...bought, measure: 'largest', value: 8_765_432_113 },
};

/** Every way to set a field. */
export const edits: Record<string, [Method, string, object][]> = {
  ...Object.fromEntries(
    Object.entries(header).map(([field, value]) => [
      field,
      [
        ['PATCH', '/orders/:id', { [field]: value }],
        ['POST', '/orders', { [field]: value, lines: [{ ...line, description: undefined }] }],
        ...(field === 'orderedAt' ? [['POST', '/orders/:id/cancel', { [field]: value }]] : []),
      ] as [Method, string, object][],
    ]),
  ),
  amountMinor: [['POST', '/orders', { lines: [{ productCode: 'P', quantity: '1', unitPrice: '1' }] }]],
  description: [['POST', '/orders', { lines: [line] }]],
  field: [
    ['PATCH', '/orders/:id', { customFields: { club: 'x' } }],
    ['POST', '/orders', { customFields: { club: 'x' }, lines: [{ ...line, description: undefined }] }],
  ],
};

/** An order of this customer that holds the secrets, others around it, and what the audit and the sources keep of them. */
export async function plantOrder(
  platform: TestPlatform,
  call: CallRoute,
  everyone: UserActor,
  customer: string,
): Promise<PlantedOrder> {
  await platform.database.pool.query(`insert into customers.custom_fields
    (key, type, label, kinds, owner_kind, position, created_at, updated_at)
    values ('club', 'text', '{"en": "Club", "zh": "俱乐部"}', '{}', 'order', 1, now(), now())`);
  const post = async (path: string, body: object) => {
    const answer = await call('POST', path, { body, as: everyone });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  const lines = [line];
  const order = await post('/orders', {
    ...{ ...header, number: 'N1', customerId: customer, lines, customFields: { club: 'zqfield' } },
  });
  // Its time is neither the first nor the last of its customer, nor its amount all that they spent.
  for (const orderedAt of ['2001-01-01T06:00:00Z', '2020-01-01T06:00:00Z'])
    await post('/orders', { customerId: customer, orderedAt, lines: [{ ...line, unitPrice: '0.01' }] });
  const third = { ...header, number: 'N2', lines: [line], customFields: { club: 'zqfield' } };
  const sale = await post('/orders', third);
  await post(`/orders/${sale.id}/cancel`, { orderedAt: header.orderedAt });
  // The audit keeps what was changed, and what somebody looked for.
  await call('PATCH', `/orders/${order.id}`, {
    as: everyone,
    headers: { 'if-match': `"${order.version}"` },
    body: header,
  });
  await call('GET', '/orders/export?store=zqstore', { as: everyone });
  // Every value once as what stood there, once as what came.
  await platform.database.pool.query(
    `insert into commerce.order_changes (order_id, changed_at, field, before, after, changed_by, way)
     select $1, now(), key, case when n = 1 then value end, case when n = 2 then value end, 'user:1', 'hand'
     from jsonb_each($2::jsonb), generate_series(1, 2) n`,
    [order.id, JSON.stringify({ ...header, 'field.club': 'zqfield' })],
  );
  await platform.database.pool.query(
    `insert into customers.source_records (customer_id, source_id, key_kind, key_value, payload, payload_hash, fields, contacts, notes)
     select $1, min(id), 'content', 'print', $2, 'print', '{}', '[]', '{}' from customers.sources`,
    [customer, JSON.stringify({ ...header, ...line, club: 'zqfield' })],
  );
  return { customer, order: order.id, product: order.lines.items[0].productId };
}
