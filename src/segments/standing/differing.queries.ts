import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { freshCopyAnswer } from '../memberships/fresh-answer.queries.ts';

/** A temporary table, and its columns with their types; `customer_id` is one of them. */
export interface Aside {
  table: string;
  columns: Readonly<Record<string, string>>;
}

const timeoutMs = 600_000;
/** What comes from the copy goes through the server, some hundred bytes each; more than these stay in the database. */
const mostCarried = 2_000_000;

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
  const pieces = await freshCopyAnswer(ctx, inPieces(names, differing), { timeoutMs });
  if (!pieces || pieces.some(({ lines }) => lines === null)) {
    await inTimeZone(ctx, (await ctx.organisation()).timeZone);
    await sql`insert into ${aside} select ${sql.join(names.map((name) => sql.id(name)))}
      from (${differing}) differing`.execute(ctx.tx);
    await inTimeZone(ctx, 'UTC');
  } else for (const { lines } of pieces) await insertLines(ctx, { table, columns }, lines!);
  await sql`analyze ${aside}`.execute(ctx.tx);
}

/** Until the transaction ends, or it is told another. */
async function inTimeZone(ctx: Context, timeZone: string): Promise<void> {
  await sql`select set_config('TimeZone', ${timeZone}, true)`.execute(ctx.tx);
}

/** Rows of some thousands of customers, as values between commas and lines between semicolons; null for too many. */
function inPieces(
  names: readonly string[],
  differing: RawBuilder<unknown>,
): RawBuilder<{ lines: string | null }> {
  const values = names.map((name) => sql`coalesce(cast(${sql.id(name)} as text), '')`);
  const most = sql`cast(${String(mostCarried)} as bigint)`;
  return sql<{ lines: string | null }>`with differing as materialized (${differing})
    select string_agg(${sql.join(values, sql` || ',' || `)}, ';') as lines from differing
    where (select count(*) from differing) <= ${most} group by customer_id % 256
    union all select cast(null as text) from (select count(*) as many from differing) counted where many > ${most}`;
}

async function insertLines(ctx: Context, { table, columns }: Aside, lines: string): Promise<void> {
  const values = Object.values(columns).map((type, place) => sql`v[${sql.lit(place + 1)}]::${sql.raw(type)}`);
  await sql`insert into ${sql.table(table)} select ${sql.join(values)}
    from unnest(string_to_array(${lines}, ';')) line, lateral string_to_array(line, ',', '') v`.execute(
    ctx.tx,
  );
}
