import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { EngineName } from '#platform/facts/facts.ts';
import { diceOf } from '#platform/testing/dice.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { compileRule } from './compile-rule.queries.ts';
import { conditionTypes } from './conditions/conditions.contract.ts';
import { membersStatement } from './count-rule.queries.ts';
import { judgeRule } from './judge-rule.ts';
import { momentAt } from './moment.ts';
import { loadPeople } from './people.queries.ts';
import type { Person } from './person.ts';
import { randomRule } from './random-rules.fixtures.ts';
import { randomWorld, type World } from './random-world.fixtures.ts';
import { namesOf, type RuleNames } from './rule-names.ts';
import { conditionsOf, type Rule } from './rule-tree.contract.ts';

const platform = await testPlatform();
const timeZone = 'Asia/Shanghai';
const moment = momentAt(platform.clock.now(), timeZone);
let world: World;
let people: Map<string, Person>;
let names: RuleNames;

/** `npm run test:faults -- rules` tries thousands, with other seeds. */
const run = { rules: 150, customers: 60, seed: 20_261_127 };

beforeAll(async () => {
  world = await randomWorld(platform, { dice: diceOf(run.seed), customers: run.customers, ...moment });
  await sql`create table facts.members (customer_id bigint, segment_id bigint)`.execute(platform.database.db);
  await sql`insert into facts.members select c.id, s from customers.customers c, generate_series(1, 2) s
    where (c.id * 7 + s) % 3 = 0`.execute(platform.database.db);
  people = await platform.run((ctx) => loadPeople(ctx, world.customers, { withSegments: true }));
  const { rows } =
    await sql<never>`select key, id::text as id, type, label, choices from customers.custom_fields`.execute(
      platform.database.db,
    );
  const teams = [
    { id: '1', parentId: null, name: 'All' },
    { id: '10', parentId: '1', name: 'South' },
    { id: '11', parentId: '10', name: 'Till' },
  ];
  const gold = { id: world.tags[1]!, name: 'Gold' };
  names = namesOf({
    fields: new Map(rows.map((field: { key: string }) => [field.key, field as never])),
    tags: new Map([[world.mergedTag, gold]]),
    teams: new Map(teams.map((team) => [team.id, team])),
    ...{ sources: new Map(), users: new Map(), products: new Map(), categories: new Set<string>() },
  });
});

const foundBy = async (rule: Rule, engine: EngineName): Promise<string[]> => {
  const statement = membersStatement(compileRule(rule, moment, names), { after: '0', limit: 10_000 });
  const { rows } = await platform.run((ctx) => ctx.facts.ask(statement, { engine }));
  return rows.map(({ id }) => id);
};

test('the same customers are found by both engines and by the judge, whatever the rule', async () => {
  const dice = diceOf(run.seed);
  const seen = new Set<string>();
  for (let n = 0; n < run.rules; n++) {
    const rule = randomRule({ dice, world, today: moment.today });
    const judged = [...people.values()]
      .filter((person) => judgeRule(rule, person, { moment, names }).holds)
      .map(({ id }) => id)
      .sort((one, other) => Number(one) - Number(other));
    expect({ rule, found: await foundBy(rule, 'postgres') }).toEqual({ rule, found: judged });
    // A rule that parts nobody from anybody proves little.
    if (judged.length > 0 && judged.length < people.size)
      for (const { condition } of conditionsOf(rule)) seen.add(condition.type);
  }
  expect([...seen].toSorted()).toEqual(conditionTypes.toSorted());
}, 180_000);
