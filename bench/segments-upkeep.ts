import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '#apps/installation.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { askForGrades, computeGrades } from '#segments/grades/grades.ts';
import { askForStages } from '#segments/lifecycle/lifecycle.queries.ts';
import { computeStages } from '#segments/lifecycle/lifecycle.ts';
import { judgeQueued } from '#segments/memberships/judge-queued.ts';
import { queueCustomers } from '#segments/memberships/queue.queries.ts';
import { askForScores } from '#segments/rfm/rfm.queries.ts';
import { computeRfm } from '#segments/rfm/rfm.ts';
import { call } from './installation.ts';
import type { SegmentQuestion } from './segment-question.ts';

/** Prints one figure, in milliseconds unless it says otherwise. */
export type Tell = (name: string, metric: string, value: number, rest?: object) => void;

const inOne = <T>(platform: Platform, run: (ctx: Context) => Promise<T>) =>
  transact(platform, systemActor, run);

type Work = (ctx: Context) => Promise<unknown>;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await run();
  return performance.now() - since;
}

/** Scores, stages and grades of everybody: worked out for the first time, and again where nothing changed. */
export async function everybody(platform: Platform, tell: Tell): Promise<void> {
  // Asked for and worked out apart, as the server does: what is asked wakes the job too, and whoever comes first works it out.
  const workedOut = (ask: Work, compute: Work) =>
    timed(async () => {
      await inOne(platform, ask);
      await inOne(platform, compute);
    });
  for (const time of ['first', 'again']) {
    const rfm = await workedOut(askForScores, computeRfm);
    const stages = await workedOut(askForStages, computeStages);
    const grades = await workedOut(askForGrades, computeGrades);
    tell(`everybody, ${time}`, 'rfm_ms', rfm);
    tell(`everybody, ${time}`, 'lifecycle_ms', stages);
    tell(`everybody, ${time}`, 'grades_ms', grades);
    tell(`everybody, ${time}`, 'all_ms', rfm + stages + grades, { goal: 10_000 });
  }
}

/** A dynamic segment whose members are worked out. */
export async function savedSegment(installation: Installation, name: string, rule: object): Promise<string> {
  const { id } = await call(installation, 'POST', '/segments', { name, rule });
  while ((await call(installation, 'GET', `/segments/${id}`)).filling) await sleep(100);
  return id;
}

/** Makes so many dynamic segments of rules of all kinds, each for one city, and has all looked through. */
export async function passOfAll(
  installation: Installation,
  { questions, dynamic }: { questions: readonly SegmentQuestion[]; dynamic: number },
  tell: Tell,
): Promise<void> {
  const { pool } = installation.platform.database;
  const filled = await timed(async () => {
    for (let number = 0; number < dynamic; number++) {
      const { rule } = questions[number % questions.length]!;
      const city = { type: 'field', field: 'city', operator: 'is', values: [`City ${number % 40}`] };
      const name = `Segment ${number}`;
      await call(installation, 'POST', '/segments', { name, rule: { all: [city, rule] } });
    }
    while (await some('filled_rule is distinct from rule_version')) await sleep(100);
  });
  tell(`${dynamic} segments`, 'fill_ms', filled);
  const { rows } = await pool.query('select count(*)::int as members from segments.members');
  tell(`${dynamic} segments`, 'members', rows[0].members, { unit: 'members' });
  const since = new Date();
  const passed = await timed(async () => {
    await pool.query("update segments.segments set due_at = $1 where kind = 'dynamic'", [since]);
    while (await some(`passed_at < '${since.toISOString()}'`)) await sleep(50);
  });
  tell(`${dynamic} segments`, 'pass_ms', passed, { goal: 60_000 });

  async function some(what: string): Promise<boolean> {
    const found = await pool.query(
      `select from segments.segments where kind = 'dynamic' and ${what} limit 1`,
    );
    return found.rows.length > 0;
  }
}

/** One customer who changed, judged by all of them. */
export async function oneChanged(platform: Platform, dynamic: number, tell: Tell): Promise<void> {
  const taken: number[] = [];
  for (let number = 1; number <= 200; number++)
    taken.push(
      await inOne(platform, async (ctx) => {
        await queueCustomers(ctx, [String(number * 97)]);
        return timed(() => judgeQueued(ctx));
      }),
    );
  taken.sort((one, other) => one - other);
  tell(`one customer, ${dynamic} segments`, 'median_ms', taken[100]!, { goal: 20 });
  tell(`one customer, ${dynamic} segments`, 'p95_ms', taken[190]!);
}
