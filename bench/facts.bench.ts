import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { systemActor } from '#platform/access/actor.ts';
import { openLog } from '#platform/config/log.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { type KeptCopy, keepCopy } from '#platform/facts/copy/keep-copy.ts';
import type { EngineName } from '#platform/facts/facts.ts';
import { argumentsOf, memoryOfTree, report, watchMemory } from './bench.ts';
import { withInstallation } from './installation.ts';
import { fillShop } from './made-up-shop.ts';

/**
 * The columnar copy of made-up customers and orders: how long it takes to be built from nothing, how far it is behind while
 * rows change at a steady pace, and how long it and PostgreSQL take to answer.
 */
const given = argumentsOf(process.argv.slice(2));
const customers = Number(given.customers ?? 1_000_000);
const orders = Number(given.orders ?? 10 * customers);
const seconds = Number(given.seconds ?? 30);
const changes = Number(given.changes ?? 1_000);
const base = { bench: 'facts', case: `${customers} customers, ${orders} orders` };

type Statement = ReturnType<typeof sql<{ count: string }>>;

const questions: [string, Statement][] = [
  [
    'bought twice in 90 days',
    sql`select count(*) as count from (select customer_id from facts.orders where kind = 'sale'
      and ordered_at >= cast(${new Date(Date.now() - 90 * 86_400_000)} as timestamptz)
      group by customer_id having count(*) >= 2) found`,
  ],
  [
    'bought of a category, live elsewhere',
    sql`select count(*) as count from facts.customers c where c.city <> 'City 7' and c.id in (
      select l.customer_id from facts.order_lines l join facts.products p on p.id = l.product_id where p.category = 'Category 7')`,
  ],
];

await withInstallation(
  async ({ platform }, folder) => {
    await fillShop(platform.database.pool, { customers, orders });
    const files = join(folder, 'facts');
    await mkdir(files);
    const memory = watchMemory(500);
    const start = performance.now();
    const { database, hasRoom } = platform;
    const limits = { memoryMb: Number(given.memory ?? 512), threads: Number(given.threads ?? 2) };
    const copy = keepCopy({ database, folder: files, limits, hasRoom, log: openLog('warn') });
    try {
      await untilThere(copy);
      const built = (performance.now() - start) / 1_000;
      report({ ...base, metric: 'build', value: round(built), unit: 's' });
      report({ ...base, metric: 'peak_memory', value: megabytes(memory.stop().ownBytes), unit: 'MB' });
      await follow(platform, copy);
      for (const [name, question] of questions)
        for (const engine of ['columnar', 'postgres'] as const)
          await answer({ ...platform, columnar: copy.engine }, engine, name, question);
      await sleep(5_000);
      const idle = await memoryOfTree(process.pid);
      report({ ...base, metric: 'memory_at_rest', value: megabytes(idle.ownBytes), unit: 'MB' });
    } finally {
      await copy.stop();
    }
  },
  { settings: { COLUMNAR_COPY: 'off' } },
);

/** Changes so many rows a second, half of them customers, half orders, and looks how far behind the copy is. */
async function follow({ database }: Platform, copy: KeptCopy): Promise<void> {
  const behind: number[] = [];
  const ticks = seconds * 10;
  const half = Math.ceil(changes / 20);
  const start = performance.now();
  for (let tick = 0; tick < ticks; tick++) {
    await database.pool.query(
      `with customers_changed as (update customers.customers set occupation = $1 where id between $2::bigint and $2::bigint + $3::int - 1)
      update commerce.orders set store = $1 where id between $2::bigint * 3 and $2::bigint * 3 + $3::int - 1`,
      [`tick ${tick}`, (1 + tick * half) % customers, half],
    );
    behind.push(Date.now() - copy.engine.asOf()!.getTime());
    await sleep(Math.max(0, start + (tick + 1) * 100 - performance.now()));
  }
  behind.sort((one, other) => one - other);
  const pace = `${changes} changes a second`;
  const settled = { ...base, case: `${base.case}, ${pace}`, unit: 'ms' };
  report({ ...settled, metric: 'behind_median', value: behind[Math.floor(behind.length / 2)]! });
  report({ ...settled, metric: 'behind_most', value: behind.at(-1)!, goal: 2_000 });
  report({
    ...settled,
    metric: 'changes_per_s',
    value: Math.round((ticks * half * 2_000) / (performance.now() - start)),
    unit: '1/s',
  });
}

async function answer(
  platform: Platform,
  engine: EngineName,
  name: string,
  question: Statement,
): Promise<void> {
  const tookMs: number[] = [];
  for (let run = 0; run < 4; run++) {
    const start = performance.now();
    await transact(platform, systemActor, ({ facts }) => facts.ask(question, { engine, timeoutMs: 300_000 }));
    tookMs.push(performance.now() - start);
  }
  report({
    ...base,
    case: `${name}, ${engine}`,
    metric: 'answer',
    value: Math.round(Math.min(...tookMs)),
    unit: 'ms',
  });
}

async function untilThere(copy: KeptCopy): Promise<void> {
  while (copy.engine.asOf() === undefined) await sleep(20);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
