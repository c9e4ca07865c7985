import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const number = 'a whole number from 1 on';
const kinds = 'one of kill, restart, restart-foreign, disk-full, log-full, uploads-full, kill-undo';

test.each([
  ['--count', 'abc', number],
  ['--count', '0', number],
  ['--count', '-3', number],
  ['--rows', '1e400', number],
  ['--seed', '1.5', number],
  ['--count', undefined, number],
  ['--as', 'activities', 'one of customers, orders'],
  ['--kind', 'toString', kinds],
  ['--kind', undefined, kinds],
])('a run of faults with %s %s is refused, since it would strike nothing', (flag, value, wanted) => {
  const words = ['tools/faults.ts', flag, ...(value === undefined ? [] : [value])];
  const { status, stderr, stdout } = spawnSync(process.execPath, words, {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(stderr).toContain(`${flag} takes ${wanted}, not "${value ?? ''}".`);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
