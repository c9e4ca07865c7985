import type { UserActor } from '#platform/access/actor.ts';
import { writesEveryField } from '#platform/access/field-rights.contract.ts';
import type { Extent, Reach } from '#platform/access/reach.contract.ts';
import type { CallRoute } from '#platform/testing/call-route.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';

/** Who looks after a customer, as the one who asks (user 1 of team 11, below team 10) sees it. */
export const owners = { own: '1', team: '2', below: '3', other: '4', unassigned: null } as const;
export type Belonging = keyof typeof owners;
export const belongings = Object.keys(owners) as Belonging[];

const teams: Record<string, string> = { '1': '10', '2': '10', '3': '11', '4': '20' };

/** Which of them an extent reaches. */
export const reachedBy: Record<Extent, Belonging[]> = {
  none: [],
  own: ['own'],
  team: ['own', 'team'],
  teamAndBelow: ['own', 'team', 'below'],
  all: ['own', 'team', 'below', 'other'],
};

/** User 1 with this reach for every kind of record and every permission of the product. */
export function asking(reach: Reach, permissions: Iterable<string>): UserActor {
  return {
    kind: 'user',
    userId: '1',
    role: '99',
    teamId: '10',
    teamIds: ['10', '11'],
    reaches: { customers: reach, orders: reach },
    fields: writesEveryField,
    permissions: new Set(permissions),
  };
}

export function teamsOf(platform: TestPlatform): void {
  platform.readAssignee = async (_tx, userId) => {
    const teamId = teams[userId];
    return teamId === undefined ? undefined : { teamId, active: true };
  };
}

/** What a customer is known by; each word stands nowhere else. */
export interface Marked {
  id: string;
  orderId: string;
  contactPointId: string;
  tagId: string;
  reminderId: string;
  attachmentId: string;
  words: string[];
}

/** A customer with everything that can hang on one, each value marked; related to the one before. */
export async function markedCustomer(
  call: CallRoute,
  as: UserActor,
  belonging: Belonging,
  related?: string,
): Promise<Marked> {
  const post = async (path: string, body: object) => {
    const answer = await call('POST', path, { body, as });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  const mark = (what: string) => `${what}zz${belonging}zz`;
  const customer = await post('/customers', {
    displayName: mark('name'),
    company: mark('company'),
    region: mark('region'),
    country: 'CN',
    city: mark('city'),
    ownerId: owners[belonging],
    contactPoints: [{ kind: 'email', value: `${mark('mail')}@example.com` }],
  });
  const { id } = customer;
  await post(`/customers/${id}/activities`, { type: 'note', payload: { text: mark('note') } });
  const tag = (await post(`/customers/${id}/tags`, { name: mark('tag') })).items.at(-1);
  const reminder = await post(`/customers/${id}/reminders`, {
    text: mark('reminder'),
    dueAt: '2026-03-06T08:00:00Z',
  });
  const file = await call('POST', `/customers/${id}/attachments?fileName=${mark('file')}`, {
    body: Buffer.from('x'),
    headers: { 'content-type': 'application/octet-stream' },
    as,
  });
  if (related) await post(`/customers/${id}/relations`, { kind: 'referred_by', relatedId: related });
  const order = await post('/orders', {
    customerId: id,
    kind: 'sale',
    number: mark('order'),
    store: mark('store'),
    channel: mark('channel'),
    brand: mark('brand'),
    lines: [{ productCode: 'P', productName: 'Product', quantity: '1', unitPrice: '10' }],
  });
  // Its history tells of it too.
  await call('PATCH', `/orders/${order.id}`, {
    body: { seller: mark('seller') },
    headers: { 'if-match': `"${order.version}"` },
    as,
  });
  return {
    id,
    orderId: order.id,
    contactPointId: customer.contactPoints[0].id,
    tagId: tag.id,
    reminderId: reminder.id,
    attachmentId: file.body.id,
    words: [
      ...['name', 'company', 'region', 'city', 'mail', 'note', 'reminder', 'file', 'order'],
      ...['store', 'channel', 'brand', 'seller'],
    ].map(mark),
  };
}

/** What else a write says; whatever it is, nobody gets that far. */
export const bodies: Record<string, object> = {
  'PATCH /customers/:id': { displayName: 'Other' },
  'POST /customers/:id/bin': {},
  'POST /customers/:id/restore': {},
  'POST /customers/:id/contact-points': { kind: 'email', value: 'new@example.com' },
  'PATCH /customers/:id/contact-points/:contactPointId': { label: 'x' },
  'DELETE /customers/:id/contact-points/:contactPointId': {},
  'POST /customers/:id/tags': { name: 'x' },
  'DELETE /customers/:id/tags/:tagId': {},
  'POST /customers/:id/relations': { kind: 'referred_by', relatedId: '1' },
  'DELETE /customers/:id/relations/:kind/:relatedId': {},
  'POST /customers/:id/activities': { type: 'note', payload: { text: 'x' } },
  'POST /customers/:id/reminders': { text: 'x', dueAt: '2026-03-06T08:00:00Z' },
  'POST /customers/:id/attachments': Buffer.from('x'),
  'DELETE /customers/:id/attachments/:attachmentId': {},
  'PATCH /customers/:id/reminders/:reminderId': { done: true },
  'DELETE /customers/:id/reminders/:reminderId': {},
  'POST /customers/:id/release': { field: 'city' },
  'POST /customers/:id/split': { recordIds: ['1'] },
  'POST /customers/:id/id-number/reveal': {},
  'DELETE /customers/:id/id-number': {},
  'PATCH /possible-duplicates/:id/:otherId': { state: 'different' },
  'PATCH /orders/:id': { store: 'x' },
  'POST /orders/:id/cancel': {},
};
