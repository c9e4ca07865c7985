import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { freshCopyAnswer } from '../memberships/fresh-answer.queries.ts';

/** A temporary table, and its columns with their types; `customer_id` is one of them. */
export interface Aside {
  table: string;
  columns: Readonly<Record<string, string>>;
}

const timeoutMs = 600_000;
/** After a bulk store the copy gets so long to come so far: PostgreSQL takes minutes for as many. */
const patienceMs = 60_000;

/**
 * Lays aside until the transaction ends whose standing is to become another. `differing` gives the columns of the table over
 * facts.*, figures, times and keys alone. The copy works them out where it holds all that is committed by now, many times
 * faster; else PostgreSQL does, within this transaction. Whoever stores them holds off all others who would.
 */
export async function layDifferingAside(
  ctx: Context,
  { table, columns }: Aside,
  differing: RawBuilder<unknown>,
): Promise<void> {
  const [aside, names] = [sql.table(table), Object.keys(columns)];
  const made = Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`);
  await sql`create temp table if not exists ${aside} (${sql.join(made)}) on commit delete rows`.execute(
    ctx.tx,
  );
  const byCopy = await freshCopyAnswer(ctx, asLines(names, differing), {
    timeoutMs,
    patienceMs,
    take: (rows) => insertLines(ctx, { table, columns }, rows.map(({ line }) => line).join(';')),
  });
  if (!byCopy) {
    await sql`delete from ${aside}`.execute(ctx.tx);
    await inTimeZone(ctx, (await ctx.organisation()).timeZone);
    await sql`insert into ${aside} select ${sql.join(names.map((name) => sql.id(name)))}
      from (${differing}) differing`.execute(ctx.tx);
    await inTimeZone(ctx, 'UTC');
  }
  await sql`analyze ${aside}`.execute(ctx.tx);
}

/** Until the transaction ends, or it is told another. */
async function inTimeZone(ctx: Context, timeZone: string): Promise<void> {
  await sql`select set_config('TimeZone', ${timeZone}, true)`.execute(ctx.tx);
}

/** Each row as its values between commas; a page of them is read by one statement. */
function asLines(names: readonly string[], differing: RawBuilder<unknown>): RawBuilder<{ line: string }> {
  const values = names.map((name) => sql`coalesce(cast(${sql.id(name)} as text), '')`);
  return sql<{
    line: string;
  }>`select ${sql.join(values, sql` || ',' || `)} as line from (${differing}) differing`;
}

async function insertLines(ctx: Context, { table, columns }: Aside, lines: string): Promise<void> {
  if (lines === '') return;
  const values = Object.values(columns).map((type, place) => sql`v[${sql.lit(place + 1)}]::${sql.raw(type)}`);
  await sql`insert into ${sql.table(table)} select ${sql.join(values)}
    from unnest(string_to_array(${lines}, ';')) line, lateral string_to_array(line, ',', '') v`.execute(
    ctx.tx,
  );
}
