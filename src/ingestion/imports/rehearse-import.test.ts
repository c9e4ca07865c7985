import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { givenDraft, givenUpload, importText, openContext, ordersText } from './imports.fixtures.ts';
import { rehearseImport } from './rehearse-import.ts';

const platform = await testPlatform();

/** A print of every table there is. */
async function prints(): Promise<Record<string, string>> {
  const { rows } = await platform.database.pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('customers', 'commerce', 'ingestion', 'platform', 'graphile_worker') order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const answer = await platform.database.pool.query(
      `select count(*) || md5(coalesce(string_agg(t::text, '' order by t::text), '')) as print from ${name} t`,
    );
    found[name] = answer.rows[0].print;
  }
  return found;
}

const customers = (rows: string[]) => ['编号,姓名,手机,城市', ...rows].join('\n');

test('a rehearsal tells what would be created and changed, field by field, and leaves no trace', async () => {
  await importText(platform, customers(['K1,张伟,13800138000,杭州', 'K2,李娜,13900139000,北京']), {
    as: 'customers',
  });
  const text = customers([
    'K1,张伟,13800138000,宁波',
    'K2,李娜,13900139000,北京',
    'K3,王芳,13700137000,上海',
    ',,,',
    ',,,x',
  ]);
  const id = await givenDraft(platform, await givenUpload(platform, { text }), {
    as: 'customers',
    options: { tags: ['展会'], trust: 70, source: 'default' },
  });
  const before = await prints();
  const told = await rehearseImport(openContext(platform), { id });
  expect(await prints()).toEqual(before);
  expect(told).toMatchObject({ rows: 5, whole: true, customersCreated: 1 });
  expect(told.outcomes).toMatchObject({ created: 1, failed: 1 });
  expect(Object.values(told.outcomes).reduce((total, rows) => total + rows, 0)).toBe(5);
  const zhang = told.examples.find(({ name }) => name === '张伟')!;
  expect(zhang).toMatchObject({ outcome: 'updated', row: 1 });
  expect(zhang.changes).toContainEqual(expect.objectContaining({ field: 'city' }));
  expect(told.fields).toContainEqual({ field: 'city', customers: 1 });
  const wang = told.examples.find(({ name }) => name === '王芳')!;
  expect(wang).toMatchObject({ outcome: 'created', customerId: null });
});

test('of a long file the first 2,000 rows are tried, of orders too', async () => {
  const lines = Array.from(
    { length: 2_100 },
    (_, index) => `R${index},71053,LANTERN,1,2011-01-04 08:26:00,3.39,${20_000 + index}.0,France`,
  );
  const id = await givenDraft(platform, await givenUpload(platform, { text: ordersText(lines) }), {
    as: 'orders',
  });
  const before = await prints();
  const told = await rehearseImport(openContext(platform), { id });
  expect(await prints()).toEqual(before);
  expect(told).toMatchObject({ rows: 2_000, whole: false, outcomes: { created: 2_000 } });
  expect(told.examples).toHaveLength(50);
});
