import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { checkRule } from './check-rule.ts';
import { rule } from './rule-tree.contract.ts';

const platform = await testPlatform();
const { db } = platform.database;

const found = async (...conditions: object[]) => {
  const findings = await platform.run((ctx) => checkRule(ctx, rule.parse({ all: conditions })));
  return findings.map(({ path, kind, name, problem, blocks }) => [
    path.slice(1).join('.'),
    `${problem} ${kind} ${name}${blocks ? '' : ', asked all the same'}`,
  ]);
};

test('everything that a rule names and that is not there is found, with its place', async () => {
  const of = { products: ['31'], categories: ['Tea'], sources: ['8'] };
  const orders = { type: 'orders', measure: 'count', operator: 'atLeast', value: 1, of };
  expect(
    await found(
      { type: 'tag', operator: 'all', tags: ['5'] },
      { type: 'owner', operator: 'is', owners: ['6'] },
      { type: 'team', operator: 'is', teams: ['7'] },
      { type: 'source', operator: 'any', sources: ['8'] },
      orders,
      { type: 'segment', operator: 'notIn', segments: ['9'] },
      { type: 'customField', field: 'gone', operator: 'empty' },
    ),
  ).toEqual([
    ['0.tags.0', 'missing tag 5'],
    ['1.owners.0', 'missing user 6'],
    ['2.teams.0', 'missing team 7'],
    ['3.sources.0', 'missing source 8'],
    ['4.of.products.0', 'missing product 31'],
    ['4.of.categories.0', 'missing category Tea, asked all the same'],
    ['4.of.sources.0', 'missing source 8'],
    ['5.segments.0', 'missing segment 9'],
    ['6.field', 'missing customField gone'],
  ]);
});

test('a merged tag is there, and so is whoever left; an archived field is not in use', async () => {
  platform.readUserNames = async () => new Map([['6', 'Ann']]);
  const { rows } = await sql<{
    id: string;
  }>`insert into customers.tags (name) values ('VIP'), ('Best') returning id`.execute(db);
  const [vip, best] = rows.map(({ id }) => id);
  await sql`update customers.tags set merged_into = ${vip} where id = ${best}`.execute(db);
  await platform.run((ctx) => customFieldsFrom(ctx, [{ key: 'club', type: 'text', label: { en: 'Club' } }]));
  const conditions = [
    { type: 'tag', operator: 'any', tags: [vip, best] },
    { type: 'owner', operator: 'isNot', owners: ['6'] },
    { type: 'customField', field: 'club', operator: 'filled' },
  ];
  expect(await found(...conditions)).toEqual([]);
  await sql`update customers.custom_fields set archived_at = now()`.execute(db);
  expect(await found(...conditions)).toEqual([['2.field', 'archived customField club']]);
});

test('a segment that is archived is told from one that nobody knows, by its name', async () => {
  const { rows } = await sql<{ id: string }>`
    insert into segments.segments (name, description, kind, shared, created_at, updated_at, archived_at)
    values ('Put away', '', 'hand', 'all', now(), now(), now()) returning id`.execute(db);
  const named = { type: 'segment', operator: 'in', segments: [rows[0]!.id, '404'] };
  expect(await found(named)).toEqual([
    ['0.segments.0', `archived segment ${rows[0]!.id}`],
    ['0.segments.1', 'missing segment 404'],
  ]);
  const findings = await platform.run((ctx) => checkRule(ctx, rule.parse(named)));
  expect(findings.map(({ called }) => called)).toEqual([{ en: 'Put away', zh: 'Put away' }, undefined]);
});
