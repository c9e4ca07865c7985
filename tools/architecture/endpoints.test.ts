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
    remove: endpoint({
      method: 'DELETE',
      path: '/dogs/:id',
      summary: 'Removes a dog.',
      needs: 'pets.write',
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

const file = 'src/pets/dogs/dogs.routes.test.ts';
const untested = (source: string) =>
  endpointsAreTested(projectWith('pets.read', { [file]: source })).map(
    ({ message }) => message.split(' calls ')[1],
  );

test.each([
  `await call('GET', '/dogs'); await call('DELETE', \`/dogs/\${dog.id}\`);`,
  `app.inject({ method: 'GET', url: '/api/v1/dogs?limit=2' }); app.inject({ method: 'DELETE', url: '/api/v1/dogs/12' });`,
  `test('GET /dogs answers a page', f); describe.each([1])("DELETE /dogs/:id twice", f);`,
])('a call of an endpoint, or its name in a title, covers it: %s', (source) => {
  expect(untested(source)).toEqual([]);
});

test.each([
  `// GET /dogs and DELETE /dogs/:id`,
  `call('POST', '/dogs'); call('GET', '/dogs/7'); call('DELETE', '/dogs'); call('DELETE', '/dogs/dogs');`,
  `test('GET /dogs-and-cats', f); test('DELETE /dogs/:id/tail', f);`,
])('what only resembles a call covers nothing: %s', (source) => {
  expect(untested(source)).toEqual(['GET /dogs', 'DELETE /dogs/:id']);
});

test('a test elsewhere does not cover an endpoint', () => {
  const source = `call('GET', '/dogs'); call('DELETE', '/dogs/7');`;
  const elsewhere = ['src/pets/dogs/dogs.test.ts', 'src/cats/cats/cats.routes.test.ts'];
  for (const path of elsewhere) {
    expect(endpointsAreTested(projectWith('pets.read', { [path]: source }))).toHaveLength(2);
  }
});
