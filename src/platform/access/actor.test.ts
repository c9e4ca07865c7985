import { expect, test } from 'vitest';
import {
  type Actor,
  actorName,
  anonymousActor,
  mayDo,
  operatorActor,
  reachOf,
  systemActor,
} from './actor.ts';
import { areWithinReaches, type Extent, extents, isWithinExtent, type Reaches } from './reach.contract.ts';

const own = { see: 'own', change: 'own', unassigned: false } as const;
const user: Actor = {
  kind: 'user',
  userId: '12',
  role: 'member',
  teamId: '3',
  teamIds: ['3'],
  reaches: { customers: own, orders: own },
  fields: { customers: { phone: 'masked' }, orders: {} },
  permissions: new Set(['customers.read']),
};

test.each([
  ['user', user, { public: true, signedIn: true, 'customers.read': true, 'admin.manage': false }],
  ['operator', operatorActor, { public: true, signedIn: true, 'customers.read': true, 'admin.manage': true }],
  ['system', systemActor, { public: true, signedIn: true, 'customers.read': true, 'admin.manage': true }],
  ['stranger', anonymousActor, { public: true, signedIn: false, 'customers.read': false }],
])('the %s may do what the permissions say and no more', (_name, actor, expected) => {
  const may = Object.fromEntries(Object.keys(expected).map((needs) => [needs, mayDo(actor, needs)]));
  expect(may).toEqual(expected);
});

test('actors have names by which the audit finds them', () => {
  expect([user, operatorActor, systemActor, anonymousActor].map(actorName)).toEqual([
    'user:12',
    'operator',
    'system',
    'anonymous',
  ]);
});

test('a user reaches as far as the role says, operator and system everywhere, a stranger nowhere', () => {
  expect(reachOf(user, 'customers')).toEqual(own);
  for (const actor of [operatorActor, systemActor])
    expect(reachOf(actor, 'orders')).toEqual({ see: 'all', change: 'all', unassigned: true });
  expect(reachOf(anonymousActor, 'customers')).toEqual({ see: 'none', change: 'none', unassigned: false });
});

test('each extent reaches what the ones before it reach', () => {
  const order = (one: Extent, other: Extent) => extents.indexOf(one) <= extents.indexOf(other);
  for (const one of extents)
    for (const other of extents) expect(isWithinExtent(one, other)).toBe(order(one, other));
});

test('reaches are within others only where no kind of record, no act and no unassigned record goes beyond', () => {
  const all = { see: 'all', change: 'all', unassigned: true } as const;
  const reaches = (change: Partial<Reaches['customers']>): Reaches => ({
    customers: { ...own, ...change },
    orders: own,
  });
  const given = reaches({});
  expect(areWithinReaches(given, { customers: all, orders: all })).toBe(true);
  expect(areWithinReaches(given, given)).toBe(true);
  expect(areWithinReaches(reaches({ see: 'team' }), given)).toBe(false);
  expect(areWithinReaches(reaches({ see: 'team', change: 'team' }), reaches({ see: 'team' }))).toBe(false);
  expect(areWithinReaches(reaches({ unassigned: true }), given)).toBe(false);
  expect(areWithinReaches({ customers: own, orders: all }, given)).toBe(false);
});
