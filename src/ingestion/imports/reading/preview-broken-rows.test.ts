import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makePreview } from './preview.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-broken-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function previewOf(text: string) {
  const path = join(folder, 'people.csv');
  await writeFile(path, text);
  return makePreview({ path, timeZone: 'UTC' });
}

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => `Ada ${index},${13_800_138_000 + index}\n`).join('');
const header = 'Name,Phone\n';
const wide = `${Array.from({ length: 1200 }, () => 'x').join(',')}\n`;

test('a preview says how many rows cannot be read, with the first place and its reason', async () => {
  const { unread, looked } = await previewOf(header + people(3) + wide + people(20) + wide);
  expect(unread).toEqual({ rows: 2, first: { row: 4, code: 'row.too_many_columns' } });
  expect(looked).toBe(23);
  expect((await previewOf(header + people(20))).unread).toEqual({ rows: 0, first: null });
});

test('after a giant cell a preview says how many rows there are at least in place of a wild number', async () => {
  const giant = `Ada,"${'x'.repeat(3 << 20)}"\n`;
  const { rows } = await previewOf(header + people(300) + giant + people(300));
  expect(rows).toEqual({ count: 300, exact: false, atLeast: true });
  const many = await previewOf(header + people(200_000));
  expect(many.rows.atLeast).toBeUndefined();
  expect(Math.abs(many.rows.count - 200_000)).toBeLessThan(20_000);
});
