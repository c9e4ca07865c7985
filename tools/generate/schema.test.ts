import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { dumpSchema } from './schema.ts';

const { database } = await testPlatform();

test('the dump holds tables, constraints, indexes, functions and partition keys, the same each time', async () => {
  await database.pool.query(`create schema aaa;
    create table aaa.dogs (
      name text collate "zh-x-icu" not null default 'Rex',
      weight numeric(20, 6) check (weight > 0),
      born_at timestamptz,
      label text generated always as (name || '!') stored,
      primary key (name, born_at)
    ) partition by range (born_at);
    create table aaa.dogs_2026_03 partition of aaa.dogs for values from ('2026-03-01') to ('2026-04-01');
    create index dogs_born on aaa.dogs (born_at);`);
  const dump = await dumpSchema(database.pool);
  expect(dump).toContain(`create schema aaa;

create table aaa.dogs (
  name text collate "zh-x-icu" default 'Rex'::text not null,
  weight numeric(20,6),
  born_at timestamp with time zone not null,
  label text generated always as ((name || '!'::text)) stored,
  constraint dogs_pkey PRIMARY KEY (name, born_at),
  constraint dogs_weight_check CHECK ((weight > (0)::numeric))
) partition by RANGE (born_at);
CREATE INDEX dogs_born ON ONLY aaa.dogs USING btree (born_at);`);
  expect(dump).toContain('FUNCTION platform.ensure_months');
  expect(dump).not.toContain('dogs_2026_03');
  expect(dump).not.toContain('graphile_worker');
  expect(await dumpSchema(database.pool)).toBe(dump);
});

test('a kind of object that it cannot print is refused rather than left out', async () => {
  await database.pool.query(`create type aaa.mood as enum ('good', 'bad')`);
  await expect(dumpSchema(database.pool)).rejects.toThrow('aaa.mood');
});
