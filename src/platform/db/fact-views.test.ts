import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '../testing/test-platform.ts';
import { migrate } from './migrate.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});

async function ask(sql: string): Promise<unknown[]> {
  return (await platform.database.pool.query({ text: sql, rowMode: 'array' })).rows.flat();
}

const placed = `select c.relname || ':' || c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'facts' order by 1`;

test('a migrated database has the views, and a start that changes nothing leaves them as they are', async () => {
  const before = await ask(placed);
  expect(before.length).toBeGreaterThan(5);
  await migrate(platform.database.pool);
  expect(await ask(placed)).toEqual(before);
});

test('views that are gone, wholly or one of them, or of another text are made anew', async () => {
  const names = (await ask(placed)).map((name) => String(name).split(':')[0]);
  for (const harm of [
    'drop view facts.orders',
    'drop schema facts cascade',
    `comment on schema facts is 'of another version'`,
  ]) {
    const before = await ask(placed);
    await ask(harm);
    await migrate(platform.database.pool);
    const after = await ask(placed);
    expect(after.map((name) => String(name).split(':')[0])).toEqual(names);
    expect(after).not.toEqual(before);
  }
});

test('every text is ordered bytewise, so that no engine orders it otherwise', async () => {
  expect(
    await ask(`select a.attrelid::regclass || '.' || a.attname from pg_attribute a join pg_collation co on co.oid = a.attcollation
      where a.attrelid in (select oid from pg_class where relnamespace = 'facts'::regnamespace) and co.collname <> 'C'`),
  ).toEqual([]);
});

test('every table beneath a view notes what its statements change', async () => {
  expect(
    await ask(`with recursive beneath (oid) as (
        select oid from pg_class where relnamespace = 'facts'::regnamespace and relkind = 'v'
        union select d.refobjid from beneath b join pg_rewrite r on r.ev_class = b.oid
          join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass)
      select c.oid::regclass::text from beneath join pg_class c using (oid) where c.relkind in ('r', 'p')
        and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname like 'facts\\_%') order by 1`),
  ).toEqual([]);
});

test('a customer is not deleted through the view', async () => {
  await expect(ask('delete from facts.customers')).rejects.toThrow('cannot delete from view');
});
