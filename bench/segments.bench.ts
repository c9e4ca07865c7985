import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Installation } from '#apps/installation.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { EngineName } from '#platform/facts/facts.ts';
import { argumentsOf, report, watchMemory } from './bench.ts';
import { call, withFolder, withInstallation } from './installation.ts';
import { fillShop } from './made-up-shop.ts';
import type { BenchMoment, SegmentQuestion } from './segment-question.ts';
import { segmentQuestions } from './segment-questions.ts';
import { everybody, oneChanged, passOfAll, savedSegment, type Tell } from './segments-upkeep.ts';

/**
 * How long rules take over an installation of made-up customers: each over HTTP as the page asks it, beside the statement
 * that we know best by hand, on the columnar copy and on PostgreSQL, equal answers asserted, nothing kept between them.
 * Several sizes after commas are measured one after another. `--folder` keeps the shop there, for the next time;
 * `--postgres off` leaves out PostgreSQL, which takes most of the time where customers are many.
 */
const given = argumentsOf(process.argv.slice(2));
const sizes = (given.customers ?? '1000000').split(',').map(Number);
const runs = Number(given.runs ?? 7);
const dynamic = Number(given.segments ?? 100);
const patienceMs = 600_000;
const goals: Record<string, number> = { attribute: 100, behaviour: 500 };

const byCity = (name: string) => ({ type: 'field', field: 'city', operator: 'is', values: [name] });
const level = {
  ...{ key: 'level', of: 'customer', type: 'choice', label: { zh: '等级', en: 'Level' } },
  choices: ['gold', 'silver', 'bronze'].map((key) => ({ key, label: { zh: key, en: key } })),
};

for (const customers of sizes) {
  const orders = Number(given.orders ?? 10 * customers);
  if (given.folder) {
    const folder = join(given.folder, `${customers}-${orders}`);
    await mkdir(folder, { recursive: true, mode: 0o711 });
    await measure(folder, customers, orders);
  } else await withFolder((folder) => measure(folder, customers, orders));
}

async function measure(folder: string, customers: number, orders: number): Promise<void> {
  const base = { bench: 'segments', size: `${customers} customers, ${orders} orders` };
  const tell = (name: string, metric: string, value: number, rest: object = {}) =>
    report({ ...base, case: name, metric, value: round(value), unit: 'ms', ...rest });
  await withInstallation(
    async (installation) => {
      const { pool } = installation.platform.database;
      const { rowCount } = await pool.query('select from customers.customers limit 1');
      if (rowCount) return;
      await call(installation, 'POST', '/custom-fields', level);
      await fillShop(pool, { customers, orders });
    },
    { folder, settings: { COLUMNAR_COPY: 'off' } },
  );
  const memory = watchMemory(500);
  await withInstallation(
    async (installation) => {
      const { platform } = installation;
      tell('copy', 'build_ms', await copied(platform, customers), { goal: 60_000 });
      await everybody(platform, tell);
      const one = await savedSegment(installation, 'One', byCity('City 5'));
      const other = await savedSegment(installation, 'Other', {
        type: 'age',
        operator: 'atLeast',
        value: 60,
      });
      await copied(platform, customers);
      const questions = segmentQuestions(momentNow(), [one, other]);
      await askAll(installation, questions, tell);
      await passOfAll(installation, { questions, dynamic }, tell);
      await oneChanged(platform, dynamic, tell);
    },
    { folder },
  );
  const { ownBytes, databaseBytes } = memory.stop();
  tell('memory', 'peak_own', ownBytes / 1e6, { unit: 'MB' });
  tell('memory', 'peak_database', databaseBytes / 1e6, { unit: 'MB' });
}

async function askAll(
  installation: Installation,
  questions: readonly SegmentQuestion[],
  tell: Tell,
): Promise<void> {
  const taken = new Map<string, number[]>();
  for (const question of questions) {
    const { kind, name } = question;
    const { asked, byHand } = await askBoth(installation, question);
    const mine = median(asked);
    const reference = median(byHand);
    const ratio = round(mine / reference);
    tell(`${kind}: ${name}`, 'median_ms', mine, { reference: round(reference), ratio, goal: 1.5 });
    taken.set(kind, [...(taken.get(kind) ?? []), ...asked]);
    if (given.postgres === 'off') continue;
    const postgres = (await askByHand(installation, 'postgres', question)).tookMs;
    tell(`${kind}: ${name}`, 'times_faster_than_postgres', postgres / mine, {
      ...{ unit: 'times', reference: round(postgres) },
      ...(kind === 'behaviour' ? { goal: 8 } : {}),
    });
  }
  for (const [kind, all] of taken)
    tell(kind, 'p95_ms', quantile(all, 0.95), kind in goals ? { goal: goals[kind] } : {});
}

/** Times of the rule and of the statement by hand, in turn; throws where they do not find the same. */
async function askBoth(installation: Installation, question: SegmentQuestion) {
  const [asked, byHand]: [number[], number[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    const reference = await askByHand(installation, 'columnar', question);
    const since = performance.now();
    const found = await call(installation, 'POST', '/segments/count', { rule: question.rule });
    asked.push(performance.now() - since);
    byHand.push(reference.tookMs);
    if (found.engine !== 'columnar') throw new Error(`${question.name}: answered by ${found.engine}`);
    const answer = `${found.customers} ${found.spendMinor}`;
    if (answer !== reference.answer)
      throw new Error(`${question.name}: ${answer}, by hand ${reference.answer}`);
  }
  return { asked, byHand };
}

async function askByHand({ platform }: Installation, engine: EngineName, { byHand }: SegmentQuestion) {
  const statement = sql<{ answer: string }>`select cast(count(*) as text) || ' ' ||
    cast(coalesce(sum(c.spend_minor), 0) as text) as answer from facts.customers c ${sql.raw(byHand)}`;
  const since = performance.now();
  const { rows } = await inSystem(platform, (ctx) =>
    ctx.facts.ask(statement, { engine, timeoutMs: patienceMs }),
  );
  return { answer: rows[0]?.answer, tookMs: performance.now() - since };
}

/** Until the copy holds everybody; gives how long that took. */
async function copied(platform: Platform, customers: number): Promise<number> {
  const began = performance.now();
  const statement = sql<{ count: string }>`select cast(count(*) as text) as count from facts.customers`;
  const since = Date.now();
  for (;;) {
    const asOf = platform.columnar?.asOf();
    if (asOf !== undefined && asOf.getTime() >= since) {
      const { rows } = await inSystem(platform, (ctx) => ctx.facts.ask(statement, { engine: 'columnar' }));
      if (Number(rows[0]!.count) === customers) return performance.now() - began;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function inSystem<T>(platform: Platform, run: (ctx: Context) => Promise<T>): Promise<T> {
  return transact(platform, systemActor, run);
}

/** The shop of the benches keeps the clocks of Shanghai, which are never put forward. */
function momentNow(): BenchMoment {
  const day = (days: number) => {
    const at = new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000);
    return at.toISOString().slice(0, 10);
  };
  const today = day(0);
  return {
    today,
    daysBefore: (days) => `cast('${day(-days)} 00:00:00+08' as timestamptz)`,
    yearsBefore: (years) => `cast('${Number(today.slice(0, 4)) - years}${today.slice(4)}' as date)`,
    nextDays: (days) =>
      Array.from({ length: days }, (_, index) => Number(day(index).slice(5).replace('-', ''))),
  };
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
