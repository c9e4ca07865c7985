import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, endpoint } from '#platform/http/contract.ts';
import { endpointsAreGuarded, endpointsAreTested } from './endpoints.ts';
import { projectOf } from './project.ts';

const path = 'src/pets/dogs/dogs.contract.ts';

function dogs(needs: string) {
  return contract('pets', {
    list: endpoint({
      method: 'GET',
      path: '/dogs',
      summary: 'Lists dogs.',
      needs,
      input: z.object({}),
      output: z.any(),
    }),
  });
}

function projectWith(needs: string, tests: Record<string, string> = {}, bound = true) {
  const found = dogs(needs);
  const routes = bound ? [{ contract: found, handlers: {} }] : [];
  const domain = { name: 'pets', routes, jobs: [], events: [], reactions: [], personalData: [] };
  return projectOf(tests, {
    domains: [domain],
    contracts: [{ path, name: 'dogsContract', contract: found }],
  });
}

test.each(['pets.read', 'signedIn', 'public'])('an endpoint may need %s', (needs) => {
  expect(endpointsAreGuarded(projectWith(needs))).toEqual([]);
});

test.each(['', 'everyone', 'Pets.Read'])('an endpoint that needs "%s" is refused', (needs) => {
  expect(endpointsAreGuarded(projectWith(needs))).toMatchObject([{ path }]);
});

test('a contract that no domain binds is found', () => {
  expect(endpointsAreGuarded(projectWith('pets.read', {}, false))).toEqual([
    { path, message: 'dogsContract is bound in no routes of a domain.ts' },
  ]);
});

test('a title of a route test in the same domain covers the endpoint that it names', () => {
  const file = 'src/pets/dogs/dogs.routes.test.ts';
  const covered = (source: string) => endpointsAreTested(projectWith('pets.read', { [file]: source }));
  expect(covered(`test('GET /dogs answers a page', () => {});`)).toEqual([]);
  expect(covered(`describe("GET /dogs", () => {});`)).toEqual([]);
  expect(covered(`test.each([1])('GET /dogs answers %s', () => {});`)).toEqual([]);
  expect(covered('// GET /dogs')).toHaveLength(1);
  expect(covered(`test('GET /dogs/:id answers one', () => {});`)).toHaveLength(1);
  expect(covered(`test('GET /dogs-and-cats', () => {});`)).toHaveLength(1);
});

test('a test elsewhere does not cover an endpoint', () => {
  const source = `test('GET /dogs answers a page', () => {});`;
  expect(endpointsAreTested(projectWith('pets.read', { 'src/pets/dogs/dogs.test.ts': source }))).toHaveLength(
    1,
  );
  expect(
    endpointsAreTested(projectWith('pets.read', { 'src/cats/cats/cats.routes.test.ts': source })),
  ).toHaveLength(1);
});
