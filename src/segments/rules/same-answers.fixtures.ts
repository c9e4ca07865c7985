import { sql } from 'kysely';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { EngineName } from '#platform/facts/facts.ts';
import { diceOf } from '#platform/testing/dice.ts';
import { compileRule } from './compile-rule.queries.ts';
import { countStatement, membersStatement } from './count-rule.queries.ts';
import { judgeRule } from './judge-rule.ts';
import { type Moment, momentAt } from './moment.ts';
import { loadPeople } from './people.queries.ts';
import type { Person } from './person.ts';
import { randomRule } from './random-rules.fixtures.ts';
import { grades, randomWorld, type World } from './random-world.fixtures.ts';
import { type NamedField, namesOf, type RuleNames } from './rule-names.ts';
import { conditionsOf, type Rule } from './rule-tree.contract.ts';

export interface AnswersRun {
  /** How many random ones. */
  rules: number;
  /** Asked first. */
  given?: readonly Rule[];
  customers: number;
  seed: number;
  engines: readonly EngineName[];
  /** Waits until every engine holds all that is committed. */
  caughtUp?: () => Promise<void>;
}

export interface AnswersReport {
  /** Rules that some engine answered otherwise than the judge, and how. */
  differing: { rule: Rule; engine: EngineName; found: string[]; judged: string[] }[];
  /** Types of conditions in random rules that parted some customers from others. */
  telling: Set<string>;
}

/** Asks rules of random customers: both engines and the judge must mean the same ones. */
export async function compareAnswers(platform: Platform, run: AnswersRun): Promise<AnswersReport> {
  const asked = await askedWorld(platform, run);
  const dice = diceOf(run.seed);
  const report: AnswersReport = { differing: [], telling: new Set() };
  const compare = async (rule: Rule) => {
    const judged = asked.judge(rule);
    for (const engine of run.engines) {
      const found = await asked.find(rule, engine);
      if (found.join() !== judged.join()) report.differing.push({ rule, engine, found, judged });
    }
    return judged;
  };
  for (const rule of run.given ?? []) await compare(rule);
  for (let n = 0; n < run.rules; n++) {
    const rule = randomRule({ dice, world: asked.world, today: asked.moment.today });
    const judged = await compare(rule);
    // A rule that parts nobody from anybody proves little.
    if (judged.length > 0 && judged.length < asked.people.size)
      for (const { condition } of conditionsOf(rule)) report.telling.add(condition.type);
  }
  return report;
}

interface Asked {
  world: World;
  moment: Moment;
  people: ReadonlyMap<string, Person>;
  judge(rule: Rule): string[];
  find(rule: Rule, engine: EngineName): Promise<string[]>;
}

async function askedWorld(platform: Platform, { seed, customers, caughtUp }: AnswersRun): Promise<Asked> {
  const run = <T>(work: (ctx: Context) => Promise<T>) => transact(platform, systemActor, work);
  const { timeZone } = await run((ctx) => ctx.organisation());
  const moment = momentAt(platform.clock.now(), timeZone);
  const world = await randomWorld(platform, { dice: diceOf(seed), customers, ...moment });
  await caughtUp?.();
  const people = await run((ctx) => loadPeople(ctx, world.customers, { withSegments: true }));
  const names = await namesIn(platform, world);
  return {
    ...{ world, moment, people },
    judge: (rule) =>
      [...people.values()]
        .filter((person) => judgeRule(rule, person, { moment, names }).holds)
        .map(({ id }) => id)
        .toSorted((one, other) => Number(one) - Number(other)),
    async find(rule, engine) {
      const compiled = compileRule(rule, moment, names);
      const members = membersStatement(compiled, { after: '0', limit: 10_000 });
      const { rows } = await run((ctx) => ctx.facts.ask(members, { engine }));
      const counted = await run((ctx) => ctx.facts.ask(countStatement(compiled, sql`true`, 3), { engine }));
      const { customers: count, few } = counted.rows[0]!;
      const ids = rows.map(({ id }) => id);
      const isCounted = count === String(ids.length) && (few ?? '') === ids.slice(-3).reverse().join();
      return isCounted ? ids : [`counted ${count}, named ${few}`];
    },
  };
}

async function namesIn({ database }: Platform, world: World): Promise<RuleNames> {
  const { rows } = await sql<
    NamedField & { key: string }
  >`select key, id::text as id, type, label, currency, choices
    from customers.custom_fields where archived_at is null`.execute(database.db);
  const teams = [
    { id: '1', parentId: null, name: 'All' },
    { id: '10', parentId: '1', name: 'South' },
    { id: '11', parentId: '10', name: 'Till' },
  ];
  return namesOf({
    fields: new Map(rows.map((field) => [field.key, field])),
    tags: new Map([[world.mergedTag, { id: world.tags[1]!, name: 'Gold' }]]),
    teams: new Map(teams.map((team) => [team.id, team])),
    ...{ sources: new Map(), users: new Map(), products: new Map(), categories: new Set<string>() },
    grades: new Map(grades.map((key) => [key, { en: key, zh: key }])),
  });
}
