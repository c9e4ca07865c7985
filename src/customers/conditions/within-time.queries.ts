import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';

const mostMs = 8_000;

/**
 * Reads for somebody who waits: a list by fields that no index knows is broken off after some seconds, and as soon as they go
 * away; what follows in the transaction takes its time. Fails with customers.list_too_slow, or with the given code.
 */
export async function withinTime<Answer>(
  ctx: Context,
  read: () => Promise<Answer>,
  code = 'customers.list_too_slow',
): Promise<Answer> {
  const { rows } = await sql<{ before: string }>`
    with setting as materialized (select current_setting('statement_timeout') as before)
    select before, set_config('statement_timeout', ${String(mostMs)}, true) from setting`.execute(ctx.tx);
  try {
    const answer = await ctx.whileAsked(read);
    await sql`select set_config('statement_timeout', ${rows[0]!.before}, true)`.execute(ctx.tx);
    return answer;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014') throw fail('invalid', code);
    throw error;
  }
}
