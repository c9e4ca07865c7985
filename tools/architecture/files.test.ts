import { expect, test } from 'vitest';
import { domainRootsAreAlike } from './domain-roots.ts';
import { namesSayWhatIsInside } from './file-names.ts';
import { filesAreShort } from './file-size.ts';
import { connectionsAreGuarded } from './outbound.ts';
import { noMachineIsNamed } from './places.ts';
import { projectOf, type Rule } from './project.ts';

function complaints(rule: Rule, path: string, text = ''): string[] {
  return rule(projectOf({ [path]: text })).map((violation) => violation.message);
}

const lines = (count: number) => 'x\n'.repeat(count);

test('code may have 300 lines and no more', () => {
  expect(complaints(filesAreShort, 'src/pets/dogs/dogs.ts', lines(300))).toEqual([]);
  expect(complaints(filesAreShort, 'src/pets/dogs/dogs.ts', lines(301))).toHaveLength(1);
});

test('generated files, migrations and messages may be longer, a domain README only 60', () => {
  for (const path of [
    'src/platform/db/tables.ts',
    'database/migrations/0001_pets_dogs.sql',
    'src/pets/messages/en.json',
  ]) {
    expect(complaints(filesAreShort, path, lines(1_000))).toEqual([]);
  }
  expect(complaints(filesAreShort, 'src/pets/README.md', lines(61))).toHaveLength(1);
});

test.each([
  'src/pets/utils/dogs.ts',
  'src/pets/dogs/helpers.ts',
  'src/pets/dogs/dog-helpers.ts',
  'src/pets/types.ts',
  'src/pets/shared/dogs.ts',
  'src/pets/dogs/index.ts',
  'src/pets/dogs/dogs-2.ts',
  'src/pets/dogs/dogs.service.ts',
])('a name that says nothing is refused: %s', (path) => {
  expect(complaints(namesSayWhatIsInside, path)).toHaveLength(1);
});

test.each([
  'src/pets/dogs/dogs.ts',
  'src/pets/dogs/dogs.test.ts',
  'src/pets/dogs/dogs.jobs.test.ts',
  'src/pets/dogs/dog-types.contract.ts',
  'src/pets/public.web.ts',
  'src/pets/dogs/web/dogs-page.tsx',
  'src/platform/ui/base.css',
])('a telling name passes: %s', (path) => {
  expect(complaints(namesSayWhatIsInside, path)).toEqual([]);
});

test('a domain has its whole root and nothing else there, and is listed', () => {
  const root = Object.fromEntries(
    ['README.md', 'domain.ts', 'pages.tsx', 'messages/en.json', 'messages/zh.json'].map((name) => [
      `src/pets/${name}`,
      '',
    ]),
  );
  const pets = { name: 'pets', routes: [], jobs: [], events: [], reactions: [], personalData: [] };
  expect(domainRootsAreAlike(projectOf(root, { domains: [pets] }))).toEqual([]);
  expect(domainRootsAreAlike(projectOf(root))).toEqual([
    { path: 'src/pets', message: 'src/apps/domains.ts does not list this domain' },
  ]);
  const astray = projectOf({ ...root, 'src/pets/dogs.ts': '' }, { domains: [pets] });
  expect(domainRootsAreAlike(astray).map(({ path }) => path)).toEqual(['src/pets/dogs.ts']);
  const { 'src/pets/README.md': _, ...rest } = root;
  expect(domainRootsAreAlike(projectOf(rest, { domains: [pets] })).map(({ path }) => path)).toEqual([
    'src/pets/README.md',
  ]);
});

test.each(['see /home/ann/perennial/src', 'PATH=/root/bin', `${import.meta.dirname}/x`, '/Users/ann/x'])(
  'the folder of one machine is found: %s',
  (text) => {
    expect(complaints(noMachineIsNamed, 'README.md', text)).toHaveLength(1);
  },
);

test.each(['https://example.org/home/ann/', 'src/home/page.tsx', 'the path /home', 'GET /work-orders'])(
  'what only looks like one passes: %s',
  (text) => {
    expect(complaints(noMachineIsNamed, 'README.md', text)).toEqual([]);
  },
);

test('a lock file that names another registry is found', () => {
  const locked = (url: string) => `"resolved": "${url}"`;
  expect(
    complaints(noMachineIsNamed, 'package-lock.json', locked('https://registry.npmjs.org/x.tgz')),
  ).toEqual([]);
  expect(
    complaints(noMachineIsNamed, 'package-lock.json', locked('http://mirror.example/x.tgz')),
  ).toHaveLength(1);
});

test.each([
  "import { request } from 'node:https';",
  "import { type Socket, connect } from 'node:net';",
  "await fetch('https://example.com');",
])('a connection is opened where addresses are checked alone: %s', (text) => {
  expect(complaints(connectionsAreGuarded, 'src/pets/dogs/dogs.ts', text)).toHaveLength(1);
  expect(complaints(connectionsAreGuarded, 'src/platform/outbound/dogs.ts', text)).toEqual([]);
  expect(complaints(connectionsAreGuarded, 'src/pets/dogs/web/dogs-page.tsx', text)).toEqual([]);
});
