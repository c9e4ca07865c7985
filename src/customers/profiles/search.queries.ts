import { type RawBuilder, sql } from 'kysely';
import { reachOf } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Database } from '#platform/db/database.ts';
import { gramsOf, searchQuestion, searchText, teamGram } from './search-text.ts';

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
  names: (string | null)[];
  contacts: { kind: string; value: string }[] | null;
  externals: string[] | null;
  text: string | null;
}

/** Works out the search rows of these customers anew from what is stored. */
export async function refreshSearch(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<SearchableRow>`
    select c.id, c.team_id as "teamId", array[c.display_name, c.company] as names,
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
        names: row.names,
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
 * The condition that the customer in `s` answers to what was typed; undefined where nothing was. Where somebody reaches
 * some teams only, it looks among theirs; whom they may see is for `visibleCustomers` to decide.
 */
export function matchesSearch(
  { actor }: Pick<Context, 'actor'>,
  typed: string | undefined,
): RawBuilder<boolean> | undefined {
  const question = typed === undefined ? null : searchQuestion(typed);
  if (!question) return undefined;
  const patterns = question.patterns.map((pattern) => sql`and s.text like ${pattern}`);
  const teams = teamGrams(actor);
  return sql`s.grams @> ${question.grams}::integer[] ${teams ? sql`and s.grams && ${teams}::integer[]` : sql``}
    ${patterns.length > 0 ? sql.join(patterns, sql` `) : sql``}`;
}

/** The pieces of the teams that somebody reaches; null where these are all. Owners belong to the team of what they own. */
function teamGrams(actor: Context['actor']): number[] | null {
  const { see, unassigned } = reachOf(actor, 'customers');
  if (see === 'all' || actor.kind !== 'user') return null;
  const teams = see === 'teamAndBelow' ? actor.teamIds : [actor.teamId];
  return [...teams.map(teamGram), ...(unassigned ? [teamGram(null)] : [])];
}
