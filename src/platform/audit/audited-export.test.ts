import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { auditedExport, type ExportPiece } from './audited-export.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(() => platform.run((ctx) => ctx.audit('mark', 'mark')));

const facts = { name: 'probe', subject: 'things', filter: { city: 'Oslo' } };
const exporter = {
  transact: <T>(run: Parameters<TestPlatform['run']>[0]) => platform.run(run) as Promise<T>,
  takeRows: async () => {},
};

async function* pieces(failsAt?: number): AsyncGenerator<ExportPiece> {
  for (let piece = 0; piece < 100; piece++) {
    if (piece === failsAt) throw new Error('the disk is gone');
    yield { text: 'x'.repeat(30_000), rows: 10 };
  }
}

async function told() {
  const { rows } = await platform.database.pool.query(
    `select action, detail from platform.audit_entries
     where id > (select max(id) from platform.audit_entries where action = 'mark') order by id`,
  );
  return rows;
}

test('an export is told before its first byte leaves, and how many rows it gave when it is whole', async () => {
  const stream = await auditedExport(exporter, facts, pieces());
  expect(await told()).toEqual([{ action: 'probe.export_started', detail: { filter: facts.filter } }]);
  let bytes = 0;
  for await (const part of stream) bytes += (part as Buffer).length;
  expect(bytes).toBe(3_000_000);
  expect((await told())[1]).toEqual({
    action: 'probe.exported',
    detail: { rows: 1_000, whole: true, filter: facts.filter },
  });
});

test.each([
  ['whose reader goes away', undefined],
  ['that breaks off', 3],
])('an export %s tells that it is not whole', async (_how, failsAt) => {
  const stream = await auditedExport(exporter, facts, pieces(failsAt));
  await (async () => {
    for await (const _part of stream) if (failsAt === undefined) break;
  })().catch(() => {});
  await expect.poll(async () => (await told()).length).toBe(2);
  const { rows, whole } = (await told())[1].detail;
  expect(whole).toBe(false);
  expect(rows).toBeLessThan(1_000);
});

test('nothing leaves where the audit cannot be written', async () => {
  const broken = { ...exporter, transact: () => Promise.reject(new Error('no database')) };
  await expect(auditedExport(broken, facts, pieces())).rejects.toThrow('no database');
});

test('an export whose first rows may not go out is refused, and never began', async () => {
  const refusing = { ...exporter, takeRows: () => Promise.reject(new Error('no more today')) };
  await expect(auditedExport(refusing, facts, pieces())).rejects.toThrow('no more today');
  expect(await told()).toEqual([]);
});

test('an export that comes to the end of what may go out breaks off, and the audit says how far it came', async () => {
  let left = 25;
  const takeRows = async (rows: number) => {
    left -= rows;
    if (left < 0) throw new Error('no more today');
  };
  const stream = await auditedExport({ ...exporter, takeRows }, facts, pieces());
  await expect(async () => {
    for await (const _part of stream);
  }).rejects.toThrow('no more today');
  expect((await told())[1]).toMatchObject({ detail: { rows: 20, whole: false } });
});
