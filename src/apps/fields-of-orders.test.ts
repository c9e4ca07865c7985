import { expect, test } from 'vitest';
import { declaredAddedValues } from '#platform/domains/registry.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';

const platform = await testPlatform();
platform.addedValues = declaredAddedValues(domains);
const call = await callRoutes(
  platform,
  domains.flatMap((domain) => domain.routes),
);
const as = userWith('customers.fields', 'customers.read', 'commerce.read', 'commerce.write');

interface Versioned {
  id: string;
  version: number;
}

async function added(field: object) {
  const { status, body, text } = await call('POST', '/custom-fields', {
    as,
    body: { of: 'order', ...field },
  });
  expect(status, text).toBe(200);
  return body;
}

const patch = (path: string, { id, version }: Versioned, body: object) =>
  call('PATCH', `${path}/${id}`, { as, headers: { 'if-match': `"${version}"` }, body });

const place = (customFields: object) =>
  call('POST', '/orders', {
    as,
    body: { customFields, lines: [{ productCode: 'TEA', quantity: '1', unitPrice: '5' }] },
  });

test('a field of orders becomes unique once no value stands twice, keeps what stands, and lets go when it is so no more', async () => {
  let invoice = await added({ key: 'invoice', type: 'text', label: { en: 'Invoice' } });
  const { body: one } = await place({ invoice: 'I-1' });
  const { body: other } = await place({ invoice: 'I-1' });
  const setUnique = async (unique: boolean) => {
    const answer = await patch('/custom-fields', invoice, { unique });
    if (answer.status === 200) invoice = answer.body;
    return answer;
  };
  expect(await setUnique(true)).toMatchObject({
    status: 409,
    body: { code: 'customers.field_values_repeat', values: { value: 'I-1' } },
  });
  const { body: changed } = await patch('/orders', one, { customFields: { invoice: 'x'.repeat(501) } });
  expect((await setUnique(true)).body.code).toBe('customers.field_values_too_long');
  expect((await patch('/orders', changed, { customFields: { invoice: 'I-2' } })).status).toBe(200);
  // As fields left it that were unique before and then were no more.
  await platform.database.pool.query(
    `insert into commerce.unique_values (field_id, value, order_id, customer_id) values ($1, 'I-1', $2, 0)`,
    [invoice.id, one.id],
  );
  for (let times = 0; times < 2; times += 1) {
    expect((await setUnique(true)).body.unique).toBe(true);
    const { rows } = await platform.database.pool.query(
      'select value, order_id as id from commerce.unique_values order by value',
    );
    expect(rows).toEqual([
      { value: 'I-1', id: other.id },
      { value: 'I-2', id: one.id },
    ]);
    for (const value of ['I-1', 'I-2'])
      expect((await place({ invoice: value })).body.code).toBe('customers.field_value_taken');
    expect((await setUnique(false)).body.unique).toBe(false);
  }
  expect((await place({ invoice: 'I-1' })).status).toBe(200);
});

test('a choice of a field of orders can be removed as long as no order has it', async () => {
  const choices = ['van', 'post', 'pigeon'].map((key) => ({ key, label: { en: key } }));
  const fields = [
    await added({ key: 'way', type: 'choice', label: { en: 'Way' }, choices }),
    await added({ key: 'ways', type: 'choices', label: { en: 'Ways' }, choices }),
  ];
  expect((await place({ way: 'van', ways: ['post', 'van'] })).status).toBe(200);
  for (const field of fields) {
    expect((await patch('/custom-fields', field, { choices: choices.slice(1) })).body).toMatchObject({
      code: 'customers.field_choice_in_use',
      values: { choice: 'van' },
    });
    const { status, body } = await patch('/custom-fields', field, {
      choices: [choices[1]!, choices[0]!],
    });
    expect(status).toBe(200);
    expect(body.choices.map(({ key }: { key: string }) => key)).toEqual(['post', 'van']);
  }
});
