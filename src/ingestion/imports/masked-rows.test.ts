import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { rowsOfOutcome } from './import-rows.ts';
import { importText } from './imports.fixtures.ts';

/** The day of birth within the numbers of the file. */
const numberOf = /19491231|１９４９１２３１|0519\D*4912/;

test('an identity number in a file that nobody asked to read is found nowhere behind it', async () => {
  const platform = await testPlatform();
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
