import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeCustomersCsv } from '../../demo/customer-file.ts';
import { makePreview } from './preview.ts';
import { readFile } from './read-file.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-long-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

// Under usual settings of its allocator the process came to 410 MB in these rows, and to 512 MB in 200,000.
test('a file of many rows is read in chunks as they are stored without needing more memory row by row', async () => {
  const path = join(folder, 'customers.csv');
  await writeCustomersCsv(path, { rows: 60_000, seed: 7, dirtyPermille: 200 });
  const { dialect, proposal } = makePreview({ path, timeZone: 'Asia/Shanghai' });
  const chunks = readFile({
    path,
    dialect,
    mapping: proposal.mapping,
    timeZone: 'Asia/Shanghai',
    country: 'CN',
    fromByte: dialect.bomBytes,
    fromRow: 1,
    chunkRows: 10_000,
    memoryBytes: 300 << 20,
  });
  let rows = 0;
  for await (const chunk of chunks) rows += chunk.rows;
  expect(rows).toBe(60_001);
}, 120_000);
