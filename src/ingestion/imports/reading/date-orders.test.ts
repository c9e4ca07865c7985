import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makePreview } from './preview.ts';
import { readChunks } from './read-chunks.ts';

const folder = await mkdtemp(join(tmpdir(), 'perennial-orders-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const timeZone = 'Asia/Shanghai';

/** A shop's month of orders by time: its first twelve days tell nothing. */
async function december(quietRows: number): Promise<string> {
  const path = join(folder, `${quietRows}.csv`);
  const lines = Array.from(
    { length: quietRows },
    (_, index) => `${index + 1},12/${(index % 12) + 1}/2010 8:26,5`,
  );
  await writeFile(
    path,
    ['Order number,Order time,Amount', ...lines, `${quietRows + 1},12/13/2010 9:00,5`].join('\n'),
  );
  return path;
}

test('the first date that allows one order only decides for all, however far on it stands', async () => {
  const path = await december(8_000);
  const preview = makePreview({ path, timeZone });
  expect(preview.columns[1]).toMatchObject({ dateOrderGuessed: false, reading: { dateOrder: 'mdy' } });
  expect(preview.sample[0]!.values['order.ordered_at']).toBe('2010-12-01T08:26:00+08:00');
});

test('an order that is only guessed is settled by the whole file before its first row is read', async () => {
  const path = await december(20_000);
  const { dialect, proposal } = makePreview({ path, timeZone });
  const columns = proposal.mapping.columns.map((one) =>
    one.field === 'order.ordered_at'
      ? { ...one, reading: { ...one.reading, dateOrder: 'dmy' as const, dateOrderGuessed: true } }
      : one,
  );
  const job = { path, timeZone, dialect, fromByte: 0, fromRow: 1, chunkRows: 100 };
  const [first] = readChunks({ ...job, mapping: { ...proposal.mapping, columns } });
  expect(first!.copy.toString()).toContain('2010-12-01');
  const chosen = columns.map(({ reading: { dateOrderGuessed: _, ...reading }, ...one }) => ({
    ...one,
    reading,
  }));
  const [asChosen] = readChunks({ ...job, mapping: { ...proposal.mapping, columns: chosen } });
  expect(asChosen!.copy.toString()).toContain('2010-01-12');
});
