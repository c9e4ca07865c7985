import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test.each([
  ['--count', 'abc'],
  ['--count', '0'],
  ['--count', '-3'],
  ['--rows', '1e400'],
  ['--seed', '1.5'],
  ['--count', undefined],
])('a run of faults with %s %s is refused, since it would strike nothing', (flag, value) => {
  const words = ['tools/faults.ts', '--kind', 'kill', flag, ...(value === undefined ? [] : [value])];
  const { status, stderr, stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect(stderr).toContain(`${flag} takes a whole number from 1 on, not "${value ?? ''}".`);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
