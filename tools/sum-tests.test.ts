import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sumsOf } from './sum-tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'perennial-sums-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(status: string, ...tests: string[]) {
  const assertionResults = tests.map((each, index) => ({
    status: each,
    fullName: `test ${index}`,
    failureMessages: each === 'failed' ? ['expected 1 to be 2\nseed 5\n    at somewhere'] : [],
  }));
  return { name: 'a.test.ts', status, message: 'does not load\n    at all', assertionResults };
}

function run(failedStages: number, ...reports: ReturnType<typeof file>[][]) {
  const paths = reports.map((testResults, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, JSON.stringify({ testResults }));
    return path;
  });
  const program = join(import.meta.dirname, 'sum-tests.ts');
  const { stdout, status } = spawnSync(process.execPath, [program, String(failedStages), ...paths], {
    encoding: 'utf8',
  });
  const lines = stdout.trimEnd().split('\n');
  return { before: lines.slice(0, -1), last: lines.at(-1), status };
}

test('passed, failed and skipped tests are told apart, and a file that does not load is a failure', () => {
  const report = { testResults: [file('failed', 'passed', 'failed', 'skipped', 'todo'), file('failed')] };
  expect(sumsOf(report)).toEqual({
    passed: 1,
    failed: ['a.test.ts: test 1: expected 1 to be 2\nseed 5', 'a.test.ts: does not load'],
    skipped: ['test 2', 'test 3'],
  });
});

test('the last line sums up several runs', () => {
  expect(run(0, [file('passed', 'passed', 'passed')], [file('passed', 'passed')])).toEqual({
    before: [],
    last: '3 passed, 0 failed',
    status: 0,
  });
});

test.each([
  ['a skipped test', 0, [file('passed', 'passed', 'pending')]],
  ['a failed stage without a failed test', 1, [file('passed', 'passed')]],
])('%s is a failure', (_, stages, report) => {
  expect(run(stages, report)).toMatchObject({ last: '1 passed, 1 failed', status: 1 });
});

test('a run without any test is a failure', () => {
  expect(run(0, [])).toMatchObject({ last: '0 passed, 0 failed', status: 1 });
});

test('what failed is named above the last line, so that the end of a long output says it', () => {
  expect(run(1, [file('failed', 'passed', 'failed')])).toEqual({
    before: ['failed: a.test.ts: test 1: expected 1 to be 2', 'seed 5'],
    last: '1 passed, 1 failed',
    status: 1,
  });
});
