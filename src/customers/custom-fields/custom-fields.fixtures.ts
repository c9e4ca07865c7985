import { expect } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersDomain } from '../domain.ts';
import type { CustomField } from './custom-fields.contract.ts';

/** The customers domain over a fresh database, and the calls of somebody who keeps its fields. */
export async function keptFields() {
  const platform = await testPlatform();
  platform.readAssignee = async (_tx, userId) => (userId === '7' ? { teamId: '1', active: true } : undefined);
  const call = await callRoutes(platform, customersDomain.routes);
  const as = userWith('customers.read', 'customers.write', 'customers.fields');
  const keeper = { as };

  async function add(body: Record<string, unknown>): Promise<CustomField> {
    const made = await call('POST', '/custom-fields', { ...keeper, body });
    expect(made.status, made.text).toBe(200);
    return made.body;
  }

  const edit = (field: CustomField, body: Record<string, unknown>) =>
    call('PATCH', `/custom-fields/${field.id}`, {
      ...keeper,
      headers: { 'if-match': `"${field.version}"` },
      body,
    });

  let people = 0;
  const create = (customFields: Record<string, unknown>, kind = 'person') => {
    people += 1;
    return call('POST', '/customers', { ...keeper, body: { displayName: `P${people}`, kind, customFields } });
  };

  const change = (customer: { id: string; version: number }, body: Record<string, unknown>) =>
    call('PATCH', `/customers/${customer.id}`, {
      ...keeper,
      headers: { 'if-match': `"${customer.version}"` },
      body,
    });

  const archive = async (field: CustomField) => {
    const { body } = await call('GET', '/custom-fields', keeper);
    const { version } = body.items.find(({ id }: CustomField) => id === field.id);
    return edit({ ...field, version }, { archived: true });
  };

  return { platform, call, as, keeper, add, edit, create, change, archive };
}
