import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** What rules put everybody into. */
export const standings = ['stages', 'grades'] as const;
export type StandingKind = (typeof standings)[number];

const settingsOf: Record<StandingKind, string> = {
  stages: 'segments.lifecycle_settings',
  grades: 'segments.grade_settings',
};

/** Whether they stood still when it was looked at last. */
export async function standsStill(ctx: Context, of: StandingKind): Promise<boolean> {
  const { rows } = await sql<{ still: boolean }>`select stands_still as still
    from ${sql.table(settingsOf[of])}`.execute(ctx.tx);
  return rows[0]!.still;
}

export async function noteStandsStill(ctx: Context, of: StandingKind, still: boolean): Promise<void> {
  await sql`update ${sql.table(settingsOf[of])} set stands_still = ${still}`.execute(ctx.tx);
}
