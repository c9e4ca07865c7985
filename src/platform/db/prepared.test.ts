import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { prepared } from './prepared.ts';

const platform = await testPlatform();

const doubled = (value: number) =>
  sql<{ doubled: number }>`${prepared} select ${value}::int * 2 as doubled from prepared_here`;
const plain = (value: number) => sql<{ doubled: number }>`select ${value}::int * 2 as doubled`;

test('a marked statement is kept by its connection, and answers for whatever it is given', () =>
  platform.database.db.connection().execute(async (db) => {
    await sql`create temporary view prepared_here as select 1 as one`.execute(db);
    const kept = async () =>
      (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)).rows.map(
        ({ statement }) => statement,
      );
    for (const value of [1, 2, 3]) {
      expect((await doubled(value).execute(db)).rows).toEqual([{ doubled: value * 2 }]);
      expect((await plain(value).execute(db)).rows).toEqual([{ doubled: value * 2 }]);
    }
    expect(await kept()).toEqual([expect.stringContaining('from prepared_here')]);

    await sql`create or replace temporary view prepared_here as select 1 as one where false`.execute(db);
    expect((await doubled(4).execute(db)).rows).toEqual([]);
    await sql`drop view prepared_here`.execute(db);
  }));

test('a marked statement that fails says why, and the next one is answered', () =>
  platform.database.db.connection().execute(async (db) => {
    await expect(sql`${prepared} select 1 / ${0}::int as share`.execute(db)).rejects.toThrow(
      'division by zero',
    );
    const { rows } = await sql`${prepared} select 1 / ${1}::int as share`.execute(db);
    expect(rows).toEqual([{ share: 1 }]);
  }));
