import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';

const mostMs = 8_000;

/**
 * Reads for somebody who waits: a list by fields that no index knows is broken off after some seconds, and as soon as they go
 * away. Fails with
 * customers.list_too_slow, or with the given code.
 */
export async function withinTime<Answer>(
  ctx: Context,
  read: () => Promise<Answer>,
  code = 'customers.list_too_slow',
): Promise<Answer> {
  await sql`select set_config('statement_timeout', ${String(mostMs)}, true)`.execute(ctx.tx);
  try {
    return await ctx.whileAsked(read);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '57014') throw fail('invalid', code);
    throw error;
  }
}
