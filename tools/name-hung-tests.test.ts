import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'perennial-hung-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a run with a loop that never gives way ends, fails and names the file', () => {
  writeFileSync(
    join(folder, 'loop.test.ts'),
    "test('ends', () => {});\ntest('does not', () => { for (;;); });\n",
  );
  const reporter = join(import.meta.dirname, 'name-hung-tests.ts');
  const config = { test: { globals: true, pool: 'forks', reporters: [[reporter, { mostMs: 4000 }]] } };
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)};`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { status, stderr } = spawnSync(process.execPath, [vitest, 'run', '--root', folder], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toMatch(/loop\.test\.ts goes on for ever; the last test of it that ended: (ends|none)/);
  expect(status).toBe(1);
});
