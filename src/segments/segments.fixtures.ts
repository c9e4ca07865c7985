import { sql } from 'kysely';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { bringUpToDate } from './memberships/keep-members.ts';
import { judgeRule } from './rules/judge-rule.ts';
import { momentAt } from './rules/moment.ts';
import { loadPeople } from './rules/people.queries.ts';
import { readRuleNames } from './rules/rule-names.ts';
import type { Rule } from './rules/rule-tree.contract.ts';

/** The ids of the members of a segment, in their order. */
export async function membersIn({ database }: TestPlatform, segmentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from segments.members
    where segment_id = ${segmentId} order by 1`.execute(database.db);
  return rows.map(({ id }) => id);
}

/** Everybody of whom the rule of a segment holds by what is known of them now. */
export async function meantNow(platform: TestPlatform, segmentId: string): Promise<string[]> {
  return platform.run(async (ctx) => {
    const { rows } = await sql<{
      rule: Rule;
    }>`select rule from segments.segments where id = ${segmentId}`.execute(ctx.tx);
    const { rule } = rows[0]!;
    const { rows: all } = await sql<{ id: string }>`select id from facts.customers order by id`.execute(
      ctx.tx,
    );
    const people = await loadPeople(
      ctx,
      all.map(({ id }) => id),
      { withSegments: true },
    );
    const names = await readRuleNames(ctx, [rule]);
    const { timeZone } = await ctx.organisation();
    const asking = { moment: momentAt(ctx.clock.now(), timeZone), names };
    return all.map(({ id }) => id).filter((id) => judgeRule(rule, people.get(id)!, asking).holds);
  });
}

/** Lets `working` begin, and `meanwhile` run to its end while the former waits for a table. */
export async function inTheMiddle<T>(
  { database: { pool } }: TestPlatform,
  table: 'commerce.orders' | 'segments.grades' | 'segments.stages',
  working: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> {
  const holder = await pool.connect();
  try {
    await holder.query('begin');
    await holder.query(`lock table ${table}`);
    const worked = working();
    const waiting =
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while ((await pool.query(waiting)).rowCount === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await meanwhile();
    await holder.query('commit');
    return await worked;
  } finally {
    holder.release();
  }
}

/** What the server does every second. */
export async function keepUp(platform: TestPlatform): Promise<void> {
  await bringUpToDate(platform);
}
