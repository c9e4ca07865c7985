import { type RawBuilder, sql } from 'kysely';
import { reachOf } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Database } from '#platform/db/database.ts';
import { reads } from '../fields/field-rights.ts';
import { hasName } from '../quality/field-conditions.queries.ts';
import {
  gramsOf,
  marksOf,
  type SearchQuestion,
  searchedFields,
  searchQuestion,
  searchText,
  teamGram,
} from './search-text.ts';

/**
 * New search rows go to a list beside their index, which every search reads whole. Stores of many rows let it grow
 * (`letSearchWait`), and this merges it into the index: on another connection, while they go on.
 */
export async function mergeSearch(db: Database): Promise<void> {
  await sql`select gin_clean_pending_list('customers.search_grams')`.execute(db);
}

/** For this transaction, new search rows are merged into their index by `mergeSearch` and not by the way. */
export async function letSearchWait(ctx: Context): Promise<void> {
  await sql`set local gin_pending_list_limit = '256MB'`.execute(ctx.tx);
}

interface SearchableRow {
  id: string;
  teamId: string | null;
  displayName: string | null;
  company: string | null;
  contacts: { kind: string; value: string }[] | null;
  externals: string[] | null;
  text: string | null;
}

/** Works out the search rows of these customers anew from what is stored. */
export async function refreshSearch(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<SearchableRow>`
    select c.id, c.team_id as "teamId", case when ${hasName} then c.display_name end as "displayName", c.company,
      (select json_agg(json_build_object('kind', p.kind, 'value', p.value) order by p.id)
        from customers.contact_points p where p.customer_id = c.id) as contacts,
      (select json_agg(distinct r.key_value order by r.key_value) from customers.source_records r
        where r.customer_id = c.id and r.key_kind = 'external') as externals, s.text
    from customers.customers c left join customers.search s on s.customer_id = c.id where c.id = any(${ids}::bigint[])`.execute(
    ctx.tx,
  );
  const changed = rows
    .map((row) => {
      const text = searchText({
        displayName: row.displayName,
        company: row.company,
        contacts: row.contacts ?? [],
        externalIds: row.externals ?? [],
      });
      return { id: row.id, teamId: row.teamId, text, before: row.text };
    })
    .filter((row) => row.text !== row.before);
  await upsertSearch(ctx, changed);
}

async function upsertSearch(
  ctx: Context,
  texts: readonly { id: string; teamId: string | null; text: string }[],
): Promise<void> {
  if (texts.length === 0) return;
  const rows = texts.map(({ id, teamId, text }) => ({
    id,
    text,
    grams: [teamGram(teamId), ...gramsOf(text)],
  }));
  await sql`
    insert into customers.search as s (customer_id, text, grams)
    select r.id, r.text, r.grams
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, text text, grams integer[])
    on conflict (customer_id) do update set text = excluded.text, grams = excluded.grams`.execute(ctx.tx);
}

/** The customers whose team changed are found by the new one from now on. Call it in the same transaction. */
export async function moveInSearch(
  ctx: Context,
  ids: readonly string[],
  teamId: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`update customers.search
    set grams = ${teamGram(teamId)}::integer || array(select gram from unnest(grams) as gram where gram > 0)
    where customer_id = any(${ids}::bigint[]) and not grams @> array[${teamGram(teamId)}::integer]`.execute(
    ctx.tx,
  );
}

/**
 * The condition that the customer in `s` answers to what was typed, in the fields that the actor may read; undefined where
 * nothing was typed. Where somebody reaches some teams only, it looks among theirs; whom they may see is for
 * `visibleCustomers` to decide.
 */
export function matchesSearch(
  ctx: Pick<Context, 'actor'>,
  typed: string | undefined,
): RawBuilder<boolean> | undefined {
  const question = typed === undefined ? null : searchQuestion(typed);
  if (!question) return undefined;
  const teams = teamGrams(ctx.actor);
  const found = [
    sql`s.grams @> ${question.grams}::integer[]`,
    ...(teams ? [sql`s.grams && ${teams}::integer[]`] : []),
  ];
  return sql`${sql.join([...found, ...wordsFound(ctx, question)], sql` and `)}`;
}

/** Where the actor may not read all that is searched, each word must stand in a line of a field that they may. */
function wordsFound(
  ctx: Pick<Context, 'actor'>,
  { patterns, letters }: SearchQuestion,
): RawBuilder<unknown>[] {
  const readable = searchedFields.filter((field) => reads(ctx, field));
  if (readable.length === searchedFields.length)
    return patterns.map((pattern) => sql`s.text like ${pattern}`);
  return [
    ...patterns.map((pattern) => sql`line like ${pattern}`),
    ...letters.map((letter) => sql`line collate "C" ~ ${letter}`),
  ].map(
    (says) => sql`exists (select from string_to_table(s.text, E'\\n') line
      where left(line, 1) = any(${marksOf(readable)}::text[]) and ${says})`,
  );
}

/** The pieces of the teams that somebody reaches; null where these are all. Owners belong to the team of what they own. */
function teamGrams(actor: Context['actor']): number[] | null {
  const { see, unassigned } = reachOf(actor, 'customers');
  if (see === 'all' || actor.kind !== 'user') return null;
  const teams = see === 'teamAndBelow' ? actor.teamIds : [actor.teamId];
  return [...teams.map(teamGram), ...(unassigned ? [teamGram(null)] : [])];
}

const rowsAtOnce = 1_000;

/** Writes search rows from before lines were marked anew, after the customer given; gives the last one, while there are any. */
export async function markSearch(ctx: Context, after: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from customers.search
    where ascii(text) > 31 and customer_id > ${after} order by customer_id limit ${rowsAtOnce}`.execute(
    ctx.tx,
  );
  // Whoever edits one of them holds it until the new row is written; what is read after that is the newest.
  const held = await sql<{ id: string }>`select id from customers.customers
    where id = any(${rows.map((row) => row.id)}::bigint[]) order by id for no key update`.execute(ctx.tx);
  await refreshSearch(
    ctx,
    held.rows.map((row) => row.id),
  );
  return rows.at(-1)?.id;
}
