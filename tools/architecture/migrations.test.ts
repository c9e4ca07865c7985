import { expect, test } from 'vitest';
import { migrationsTouchOneSchema } from './migrations.ts';
import { projectOf } from './project.ts';

const first = { 'database/migrations/0001_platform_start.sql': 'create schema platform;' };

function complaints(sql: string, name = '0002_pets_dogs.sql') {
  const project = projectOf({ ...first, [`database/migrations/${name}`]: sql });
  return migrationsTouchOneSchema(project).map((violation) => violation.message);
}

test('a migration within its schema passes, also when it calls a function of the platform', () => {
  const sql = `create table pets.dogs (id bigint primary key);
    create index dogs_id on pets.dogs (id);
    -- like platform.outbox
    create function pets.count() returns text language sql as $$ select 'platform.outbox' $$;
    select platform.ensure_months('pets.dogs', now(), now());`;
  expect(complaints(sql)).toEqual([]);
});

test.each([
  'alter table platform.outbox add column dog text;',
  'create table pets.dogs (id bigint references platform.outbox);',
  'insert into platform.outbox select 1;',
])('a migration that touches another schema is refused: %s', (sql) => {
  expect(complaints(sql)).toEqual(['names platform.outbox, outside its schema pets']);
});

test.each([
  ['create table dogs (id bigint);', 'dogs'],
  ['create table if not exists dogs (id bigint);', 'dogs'],
  ['create index dogs_name on dogs (name);', 'dogs'],
  ['alter table dogs add column name text;', 'dogs'],
])('a name without its schema is refused: %s', (sql, name) => {
  expect(complaints(sql)).toEqual([`${name} needs its schema before it`]);
});

test('a migration must be named after its schema and take the next number', () => {
  expect(complaints('', 'dogs.sql')).toEqual(['a migration is named NNNN_<schema>_<what>.sql']);
  expect(complaints('', '0003_pets_dogs.sql')).toEqual(['the next number is 0002']);
});
