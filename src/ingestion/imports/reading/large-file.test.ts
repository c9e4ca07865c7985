import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectFile } from '../unpacking/inspect-file.ts';
import { previewFile } from './preview-file.ts';
import { readFile } from './read-file.ts';
import type { Dialect, Mapping } from './reading.contract.ts';

/*
 * A file beyond 2^31 bytes that takes a few blocks of the disk: good rows, a hole, good rows. What is guaranteed: its
 * size is no reason to refuse it, recognising and previewing read its head alone, its rows come chunk by chunk, places
 * beyond 2^31 are exact, and a row without an end (the hole) fails alone, with a reason, without being held in memory.
 * Not shown here: that 2 GB of good rows are stored; that is what `bench/` is for.
 */
const folder = await mkdtemp(join(tmpdir(), 'perennial-large-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const path = join(folder, 'large.csv');
const firstRows = '编号,姓名,手机\nK1,张伟,13800138001\nK2,李娜,13800138002\nK3,王芳,13800138003\n';
const head = firstRows + 'K4,赵敏,13800138004\n'.repeat(100_000);
const tail = '\nK8,赵敏,13800138008\nK9,周杰,13800138009\n';
const sizeBytes = 2_300_000_000;
const tailAt = sizeBytes - Buffer.byteLength(tail);
const signal = new AbortController().signal;
let read: { dialect: Dialect; mapping: Mapping };

beforeAll(async () => {
  const file = await open(path, 'w');
  await file.write(head, 0);
  await file.write(tail, tailAt);
  await file.close();
});

function chunks(fromByte: number, chunkRows: number) {
  const rows = { fromByte, fromRow: 1, chunkRows };
  return readFile({ path, ...read, ...rows, timeZone: 'Asia/Shanghai', signal });
}

test('a CSV of more than 2 GB is recognised and previewed by its head', async () => {
  const { size, blocks } = await stat(path);
  expect(size).toBe(sizeBytes);
  expect(blocks * 512).toBeLessThan(10_000_000);
  expect((await inspectFile({ path, fileName: 'large.csv', signal })).parts).toEqual([]);
  const preview = await previewFile({ path, timeZone: 'Asia/Shanghai', as: 'customers' });
  expect(preview.columns.map(({ header }) => header)).toEqual(['编号', '姓名', '手机']);
  expect(preview.sample.slice(0, 3).map(({ cells }) => cells[0])).toEqual(['K1', 'K2', 'K3']);
  expect(preview.sizeBytes).toBe(sizeBytes);
  read = { dialect: preview.dialect, mapping: preview.proposal.mapping };
});

test('its first rows are read without those that follow', async () => {
  for await (const chunk of chunks(0, 3)) {
    expect(chunk).toMatchObject({ rows: 3, copied: 3, done: false, byteTo: Buffer.byteLength(firstRows) });
    break;
  }
});

test('rows beyond 2^31 bytes are read at their exact places, and a row that never ends fails alone', async () => {
  const inTheHole = tailAt - 40_000_000;
  const all = [];
  for await (const chunk of chunks(inTheHole, 1)) all.push(chunk);
  expect(all.map(({ copied, byteTo }) => [copied, byteTo - tailAt])).toEqual([
    [0, 0],
    [1, 1 + Buffer.byteLength('K8,赵敏,13800138008\n')],
    [1, Buffer.byteLength(tail)],
  ]);
  expect(all[0]!.failures.map(({ code, byteFrom }) => [code, byteFrom])).toEqual([
    ['row.too_long', inTheHole],
  ]);
  expect(all.at(-1)).toMatchObject({ done: true, byteTo: sizeBytes });
});
