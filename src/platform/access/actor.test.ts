import { expect, test } from 'vitest';
import {
  type Actor,
  actorName,
  anonymousActor,
  mayDo,
  operatorActor,
  permissionsOfRole,
  systemActor,
} from './actor.ts';

const declared = ['admin.manage', 'customers.read', 'customers.write'];

function user(role: 'owner' | 'member'): Actor {
  return { kind: 'user', userId: '12', role, teamId: null, permissions: permissionsOfRole(role, declared) };
}

test.each([
  ['owner', user('owner'), { public: true, signedIn: true, 'customers.write': true, 'admin.manage': true }],
  [
    'member',
    user('member'),
    { public: true, signedIn: true, 'customers.write': true, 'admin.manage': false },
  ],
  [
    'operator',
    operatorActor,
    { public: true, signedIn: true, 'customers.write': true, 'admin.manage': true },
  ],
  ['system', systemActor, { public: true, signedIn: true, 'customers.write': true, 'admin.manage': true }],
  [
    'stranger',
    anonymousActor,
    { public: true, signedIn: false, 'customers.write': false, 'admin.manage': false },
  ],
])('the %s may do what the role says and no more', (_name, actor, expected) => {
  const may = Object.fromEntries(Object.keys(expected).map((needs) => [needs, mayDo(actor, needs)]));
  expect(may).toEqual(expected);
});

test('a permission that no endpoint declares is nobody’s but the machine’s', () => {
  expect(mayDo(user('owner'), 'customers.erase')).toBe(false);
  expect(mayDo(user('owner'), '*')).toBe(false);
});

test('actors are named alike in events, audit entries and activities', () => {
  expect([user('member'), operatorActor, systemActor, anonymousActor].map(actorName)).toEqual([
    'user:12',
    'operator',
    'system',
    'anonymous',
  ]);
});
