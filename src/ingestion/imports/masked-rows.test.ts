import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { residentCheckDigit } from '../cleaning/resident-id.ts';
import { rowsOfOutcome } from './import-rows.ts';
import { importText } from './imports.fixtures.ts';
import { masked } from './reading/masking.ts';
import { makePreview } from './reading/preview.ts';

const platform = await testPlatform();

/** The day of birth within the numbers of the file. */
const numberOf = /19491231|１９４９１２３１|0519\D*4912/;

test('an identity number in a file that nobody asked to read is found nowhere behind it', async () => {
  const text = [
    '客户编号,姓名,身份证号,备注,地址,统一社会信用代码',
    'K1,张伟,11010519491231002X,本人身份证11010519491231002X,朝阳区 11010519491231002X,11010519491231002X',
    'K2,李娜,11010519491231002X,无,,,多,余',
    'K4,赵敏,1101 0519 4912 3100 2X,身份证 110105-1949-1231-002X,1101 0519 4912 3100 2X,1101 0519 4912 3100 2X,多',
    'K5,周杰,110105 19491231 002X,证件 1101 0519 4912 3100 2X,东城区 1101 0519 4912 3100 2X,',
    'K3,王芳,,１１０１０５１９４９１２３１００２Ｘ,北京 １１０１０５１９４９１２３１００２Ｘ,',
  ].join('\n');
  const done = await importText(platform, text, { as: 'customers' });
  expect(done).toMatchObject({ state: 'done', rowsIn: 5, created: 3, failed: 2 });
  for (const outcome of ['created', 'failed'] as const) {
    const page = await platform.run((ctx) => rowsOfOutcome(ctx, { id: done.id, outcome, limit: 10 }));
    expect(page.items).toHaveLength(outcome === 'created' ? 3 : 2);
    expect(page.items[0]!.cells[2]).toBe('110105********002X');
    expect(JSON.stringify(page)).not.toMatch(numberOf);
  }
  const { rows: tables } = await platform.database.pool.query(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('customers', 'ingestion', 'admin', 'commerce')",
  );
  for (const { name } of tables) {
    const { rows } = await platform.database.pool.query(`select t::text as row from ${name} t`);
    expect(
      rows.filter(({ row }) => numberOf.test(row)),
      name,
    ).toEqual([]);
  }
});

const number = (shop: string, count: number) => {
  const first = `${shop}20240301${String(count).padStart(3, '0')}`;
  return `${first}${residentCheckDigit(first)}`;
};

async function storedRecords(importId: string) {
  const { rows } = await platform.database.pool.query(
    `select r.key_kind, r.key_value, r.notes, r.payload, c.marks from customers.source_records r
     join customers.customers c on c.id = r.customer_id where r.import_id = $1 order by r.row_no`,
    [importId],
  );
  return rows;
}

test('an identity number in place of a customer number is not used, and stays marked and masked, in the preview and on the record', async () => {
  const people = Array.from({ length: 12 }, (_, at) => `${1000 + at},客户${'一二三四五六七八九十百千'[at]}`);
  const text = ['客户编号,姓名', ...people, `${number('310115', 1)},钱多多`, `${number('310115', 1)},`].join(
    '\n',
  );
  const preview = await previewOf(text);
  const { cleaning, reading } = preview.columns[0]!;
  expect(reading.ownNumbers).toBeUndefined();
  expect(cleaning!.problems).toEqual([
    { code: 'external_id.identity_number', rows: 2, examples: [masked(number('310115', 1))] },
  ]);
  expect(preview.sample[12]).toMatchObject({
    status: 'read',
    cells: [masked(number('310115', 1)), '钱多多'],
    problems: [{ code: 'external_id.identity_number', column: 0 }],
  });
  const done = await importText(platform, text, { as: 'customers' });
  expect(done).toMatchObject({ created: 13, failed: 1 });
  expect((await storedRecords(done.id)).at(-1)).toMatchObject({
    key_kind: 'content',
    notes: { external_id: { before: masked(number('310115', 1)), problem: 'external_id.identity_number' } },
    payload: { 客户编号: masked(number('310115', 1)) },
    marks: ['external_id'],
  });
});

test('customer numbers of 18 digits of which a few pass the check of identity numbers by chance all stay as they are', async () => {
  const numbers = Array.from({ length: 40 }, (_, at) => {
    const right = number('320101', at + 1);
    return at % 10 === 0 ? right : `${right.slice(0, 17)}${(Number(right[17]!.replace('X', '5')) + 1) % 10}`;
  });
  const text = [
    '客户编号,姓名',
    ...numbers.map((own, at) => `${own},顾客${String.fromCodePoint(0x4e00 + at)}`),
  ].join('\n');
  const preview = await previewOf(text);
  expect(preview.columns[0]).toMatchObject({ reading: { ownNumbers: true }, sensitive: false });
  expect(preview.columns[0]!.cleaning!.problems).toEqual([]);
  const done = await importText(platform, text, { as: 'customers' });
  expect(done).toMatchObject({ created: 40, failed: 0 });
  const records = await storedRecords(done.id);
  expect(records.map((record) => record.key_value)).toEqual(numbers);
  expect(records[0]!.payload).toMatchObject({ 客户编号: numbers[0] });
});

async function previewOf(text: string) {
  const path = join(await platform.folder('uploads'), `looked-at-${hash('sha1', text)}`);
  await writeFile(path, text);
  return makePreview({ path, timeZone: 'Asia/Shanghai', as: 'customers' });
}
