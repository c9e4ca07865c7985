import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read', 'customers.write', 'customers.export') };
const trusted = { as: userWith('customers.read', 'customers.sensitive') };
const number = '110101199003071234';
const [ann, bo] = (await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: '1', name: 'Ann' },
    { externalId: '2', name: 'Bo' },
  ]),
)) as [string, string];
await sql`insert into customers.id_numbers (customer_id, kind, value) values (${ann}, 'resident', ${number})`.execute(
  platform.database.db,
);

test('the customer shows the number with its middle hidden, and without one nothing', async () => {
  expect((await call('GET', `/customers/${ann}`, reader)).body.idNumber).toBe('110101********1234');
  expect((await call('GET', `/customers/${bo}`, reader)).body.idNumber).toBeNull();
});

test('POST /customers/:id/id-number/reveal gives it to whoever has customers.sensitive, and notes who saw it', async () => {
  expect((await call('POST', `/customers/${ann}/id-number/reveal`, reader)).status).toBe(403);
  const { body } = await call('POST', `/customers/${ann}/id-number/reveal`, {
    ...trusted,
    headers: { 'idempotency-key': 'reveal-once' },
  });
  expect(body).toEqual({ value: number });
  const { rows } = await sql<{ actor: string; subject_id: string }>`
    select actor, subject_id from platform.audit_entries where action = 'customers.reveal_id_number'`.execute(
    platform.database.db,
  );
  expect(rows).toEqual([{ actor: 'user:7', subject_id: ann }]);
});

test('the number stands nowhere but in its own table: not in search, export, audit, outbox or kept answers', async () => {
  const { text } = await call('GET', '/customers/export', reader);
  expect(text).toContain('Ann');
  const { rows } = await sql<{ all: string }>`
    select concat((select json_agg(s) from customers.search s), (select json_agg(a) from platform.audit_entries a),
      (select json_agg(o) from platform.outbox o), (select json_agg(k) from platform.idempotency_keys k)) as all`.execute(
    platform.database.db,
  );
  for (const place of [text, rows[0]!.all]) expect(place).not.toMatch(/110101|199003071234/);
  expect((await call('GET', `/customers?q=${number}`, reader)).body.items).toEqual([]);
});

test('what is not there is said so', async () => {
  const answers = [
    await call('POST', `/customers/${bo}/id-number/reveal`, trusted),
    await call('POST', '/customers/999999999/id-number/reveal', trusted),
    await call('DELETE', `/customers/${bo}/id-number`, trusted),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual([
    'customers.id_number_not_found',
    'customers.not_found',
    'customers.id_number_not_found',
  ]);
});

test('DELETE /customers/:id/id-number deletes it for good, with customers.sensitive alone', async () => {
  expect((await call('DELETE', `/customers/${ann}/id-number`, reader)).status).toBe(403);
  expect((await call('DELETE', `/customers/${ann}/id-number`, trusted)).status).toBe(200);
  expect((await call('GET', `/customers/${ann}`, reader)).body.idNumber).toBeNull();
});
