import { describe, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersDomain } from '../domain.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const writer = userWith('customers.read', 'customers.write');

const asWriter = { as: writer };
const missing = '999999999';

async function create(body: Record<string, unknown>): Promise<string> {
  const made = await call('POST', '/customers', { ...asWriter, body });
  expect(made.status).toBe(200);
  return made.body.id;
}

describe('contact points', () => {
  test('are added, edited, made primary and removed, one primary of each kind', async () => {
    const id = await create({ displayName: 'Con Tact', country: 'GB' });
    const add = (body: object) => call('POST', `/customers/${id}/contact-points`, { ...asWriter, body });
    await add({ kind: 'email', value: 'one@example.com' });
    const { body } = await add({ kind: 'email', value: 'Two@Example.com', isPrimary: true, label: 'Work' });
    expect(body.email).toBe('two@example.com');
    const [two, one] = body.contactPoints;
    expect([two.isPrimary, one.isPrimary, two.label]).toEqual([true, false, 'Work']);
    const edited = await call('PATCH', `/customers/${id}/contact-points/${one.id}`, {
      ...asWriter,
      body: { value: 'uno@example.com', status: 'valid', label: 'Home' },
    });
    expect(edited.body.contactPoints[1]).toMatchObject({
      value: 'uno@example.com',
      status: 'valid',
      label: 'Home',
    });
    expect(edited.body.identities.map((identity: { value: string }) => identity.value)).toEqual([
      'two@example.com',
      'uno@example.com',
    ]);
    const removed = await call('DELETE', `/customers/${id}/contact-points/${two.id}`, asWriter);
    expect(removed.body.contactPoints).toMatchObject([{ value: 'uno@example.com', isPrimary: true }]);
    expect((await call('GET', '/customers/count?q=two@example', asWriter)).body.count).toBe(0);
  });

  test('refuse what is wrong, there already, or gone', async () => {
    const id = await create({
      displayName: 'Strict',
      contactPoints: [
        { kind: 'wechat', value: 'a' },
        { kind: 'email', value: 'b@example.com' },
      ],
    });
    const path = `/customers/${id}/contact-points`;
    const points = (await call('GET', `/customers/${id}`, asWriter)).body.contactPoints;
    const mail = points.find((point: { kind: string }) => point.kind === 'email');
    const refusals = [
      await call('POST', `/customers/${id}/contact-points`, {
        ...asWriter,
        body: { kind: 'phone', value: '12' },
      }),
      await call('POST', path, { ...asWriter, body: { kind: 'wechat', value: 'a' } }),
      await call('PATCH', `${path}/${mail.id}`, { ...asWriter, body: { value: 'nonsense' } }),
      await call('PATCH', `${path}/${missing}`, { ...asWriter, body: { label: 'x' } }),
      await call('DELETE', `${path}/${missing}`, asWriter),
    ];
    expect(refusals.map((answer) => answer.body.code)).toEqual([
      'customers.contact_point_invalid',
      'customers.contact_point_exists',
      'customers.contact_point_invalid',
      'customers.contact_point_not_found',
      'customers.contact_point_not_found',
    ]);
    await call('POST', path, { ...asWriter, body: { kind: 'email', value: 'c@example.com' } });
    const taken = await call('PATCH', `${path}/${mail.id}`, {
      ...asWriter,
      body: { value: 'C@example.com' },
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'customers.contact_point_exists']);
  });
});
