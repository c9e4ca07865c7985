import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** The broken rules of a project with these files, as `rule: from → to`. */
function brokenRules(files: Record<string, string>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-doors-'));
  folders.push(folder);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const imports = Object.fromEntries(
    ['platform', 'apps', 'admin', 'customers', 'commerce', 'ingestion', 'pets'].map((name) => [
      `#${name}/*`,
      `./src/${name}/*`,
    ]),
  );
  const all = { ...files, 'package.json': JSON.stringify({ type: 'module', imports }) };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const args = [program, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', 'src'];
  const report = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return report.summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/^.*node_modules\//, '')}`)
    .sort();
}

const use = (path: string) => `import { x } from '${path}';\nexport const y = x;\n`;
const useType = (path: string) => `import type { X } from '${path}';\nexport type Y = X;\n`;
const leaf = 'export const x = 1;\nexport type X = number;\n';

test('a lawful house breaks no rule', () => {
  const files = {
    'src/platform/db/database.ts': use('kysely'),
    'src/platform/http/http-server.ts': use('fastify'),
    'src/platform/http/contract.ts': use('zod'),
    'src/platform/ui/button.tsx': leaf,
    'src/customers/public.ts': use('./profiles/profiles.ts'),
    'src/customers/public.web.ts': use('./profiles/web/face.tsx'),
    'src/customers/domain.ts': use('./profiles/profiles.routes.ts'),
    'src/customers/pages.tsx': use('./profiles/web/face.tsx'),
    'src/customers/profiles/profiles.contract.ts': use('#platform/http/contract.ts'),
    'src/customers/profiles/profiles.queries.ts': use('kysely'),
    'src/customers/profiles/profiles.ts': use('./profiles.queries.ts'),
    'src/customers/profiles/profiles.routes.ts': use('./profiles.contract.ts'),
    'src/customers/profiles/web/face.tsx': use('#platform/ui/button.tsx') + use('../profiles.contract.ts'),
    'src/commerce/orders/orders.ts': use('#customers/public.ts'),
    'src/commerce/orders/orders.test.ts': use('kysely') + use('#customers/customers.fixtures.ts'),
    'src/customers/customers.fixtures.ts': use('./profiles/profiles.ts'),
    'src/ingestion/imports/imports.ts': use('#customers/public.ts'),
    'src/apps/domains.ts': use('#customers/domain.ts'),
  };
  expect(brokenRules(files)).toEqual([]);
});

test('doors: only those of the table, and only through public.ts, with types too', () => {
  const files = {
    'src/customers/public.ts': leaf,
    'src/commerce/public.ts': leaf,
    'src/customers/profiles/profiles.ts': useType('#commerce/public.ts'),
    'src/commerce/orders/orders.ts': useType('#customers/profiles/profiles.ts'),
    'src/admin/users/users.ts': use('#customers/public.ts'),
    'src/pets/dogs/dogs.ts': use('#customers/public.ts'),
  };
  expect(brokenRules(files)).toEqual([
    'domain-without-doors: src/pets/dogs/dogs.ts → src/customers/public.ts',
    'doors-of-admin: src/admin/users/users.ts → src/customers/public.ts',
    'doors-of-customers: src/customers/profiles/profiles.ts → src/commerce/public.ts',
    'only-through-the-door: src/commerce/orders/orders.ts → src/customers/profiles/profiles.ts',
  ]);
});

test('directions: apps, domains, platform, never back, and no app reaches inside a domain', () => {
  const files = {
    'src/apps/clock.ts': leaf,
    'src/apps/server.ts': use('#customers/profiles/profiles.ts'),
    'src/customers/profiles/profiles.ts': use('#apps/clock.ts'),
    'src/commerce/public.ts': leaf,
    'src/platform/db/database.ts': use('#commerce/public.ts'),
  };
  expect(brokenRules(files)).toEqual([
    'apps-see-registrations-only: src/apps/server.ts → src/customers/profiles/profiles.ts',
    'domains-know-no-app: src/customers/profiles/profiles.ts → src/apps/clock.ts',
    'platform-knows-no-domain: src/platform/db/database.ts → src/commerce/public.ts',
  ]);
});

test('rings of imports are found, with types too', () => {
  const files = {
    'src/customers/profiles/a.ts': `${use('./b.ts')}export const x = 1;\n`,
    'src/customers/profiles/b.ts': `${useType('./a.ts')}export const x = 1;\n`,
  };
  expect(brokenRules(files).every((broken) => broken.startsWith('no-cycles: '))).toBe(true);
  expect(brokenRules(files)).not.toEqual([]);
});

test('Kysely and the driver stay in queries, Fastify in platform/http', () => {
  const files = {
    'src/customers/profiles/profiles.ts': useType('kysely') + use('pg'),
    'src/customers/profiles/profiles.routes.ts': useType('fastify'),
    'src/platform/jobs/jobs.ts': use('kysely'),
  };
  expect(brokenRules(files)).toEqual([
    'fastify-in-http: src/customers/profiles/profiles.routes.ts → fastify/fastify.js',
    expect.stringMatching(/^kysely-in-queries: src\/customers\/profiles\/profiles\.ts → kysely\//),
    expect.stringMatching(/^kysely-in-queries: src\/customers\/profiles\/profiles\.ts → (@types\/)?pg\//),
    expect.stringMatching(/^kysely-in-queries: src\/platform\/jobs\/jobs\.ts → kysely\//),
  ]);
});

test('pages see no server code, the server sees no pages, contracts stay plain', () => {
  const files = {
    'src/customers/profiles/profiles.ts': leaf,
    'src/customers/profiles/web/face.tsx': useType('../profiles.ts'),
    'src/customers/profiles/face.ts': useType('./web/face.tsx'),
    'src/customers/profiles/profiles.contract.ts': use('./profiles.ts'),
    'src/platform/clock/clock.ts': leaf,
    'src/platform/ui/button.tsx': use('#platform/clock/clock.ts'),
  };
  expect(brokenRules(files)).toEqual([
    'contracts-are-plain: src/customers/profiles/profiles.contract.ts → src/customers/profiles/profiles.ts',
    'server-sees-no-web: src/customers/profiles/face.ts → src/customers/profiles/web/face.tsx',
    'web-sees-no-server: src/customers/profiles/web/face.tsx → src/customers/profiles/profiles.ts',
    'web-sees-no-server: src/platform/ui/button.tsx → src/platform/clock/clock.ts',
  ]);
});

test('routes and reactions are imported by domain.ts alone, fixtures by tests alone', () => {
  const files = {
    'src/customers/profiles/profiles.routes.ts': leaf,
    'src/customers/profiles/on-order-placed.ts': leaf,
    'src/customers/profiles/profiles.fixtures.ts': leaf,
    'src/customers/profiles/a.ts': use('./profiles.routes.ts'),
    'src/customers/profiles/b.ts': use('./on-order-placed.ts'),
    'src/customers/profiles/c.ts': use('./profiles.fixtures.ts'),
    'src/customers/profiles/c.test.ts': use('./profiles.fixtures.ts'),
  };
  expect(brokenRules(files)).toEqual([
    'fixtures-are-for-tests: src/customers/profiles/c.ts → src/customers/profiles/profiles.fixtures.ts',
    'routes-are-registered-not-called: src/customers/profiles/a.ts → src/customers/profiles/profiles.routes.ts',
    'routes-are-registered-not-called: src/customers/profiles/b.ts → src/customers/profiles/on-order-placed.ts',
  ]);
});

test('an import that leads nowhere is found, subpath or relative', () => {
  const files = { 'src/customers/profiles/profiles.ts': use('#platform/nowhere.ts') + use('./gone.ts') };
  expect(brokenRules(files)).toEqual([
    'resolvable: src/customers/profiles/profiles.ts → #platform/nowhere.ts',
    'resolvable: src/customers/profiles/profiles.ts → ./gone.ts',
  ]);
});
