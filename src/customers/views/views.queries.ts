import { type RawBuilder, sql } from 'kysely';
import { mayDo, type UserActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { SavedView } from './views.contract.ts';

/** Over `v`: whom the user sees a view of: their own, their team's and those below, everybody's. */
function seen(user: UserActor): RawBuilder<boolean> {
  return sql`(v.owner_id = ${user.userId}::bigint or v.shared = 'all'
    or v.shared = 'team' and v.team_id = any(${[user.teamId, ...user.teamIds]}::bigint[]))`;
}

/** Over `v`: may change it: the owner; administrators what is shared, or it could outlive whoever made it. */
function changeable(user: UserActor): RawBuilder<boolean> {
  const managed = mayDo(user, 'admin.manage') ? sql`or v.shared <> 'me'` : sql``;
  return sql`(v.owner_id = ${user.userId}::bigint ${managed})`;
}

const columns = (user: UserActor) => sql`v.id, v.name, v.owner_id as "ownerId", v.shared,
  ${changeable(user)} as "mayChange", v.search, v.version`;

/** The views that a user sees: their own first, by name. */
export async function listViews(ctx: Context, user: UserActor): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`select ${columns(user)} from customers.views v where ${seen(user)}
    order by v.owner_id <> ${user.userId}::bigint, v.name collate "zh-x-icu", v.id`.execute(ctx.tx);
  return rows;
}

export async function openingView(ctx: Context, user: UserActor): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select v.id from customers.opening_views o
    join customers.views v on v.id = o.view_id where o.user_id = ${user.userId} and ${seen(user)}`.execute(
    ctx.tx,
  );
  return rows[0]?.id ?? null;
}

/** A view that the user sees; `lock` keeps others from changing it. */
export async function findView(
  ctx: Context,
  user: UserActor,
  id: string,
  options: { lock?: boolean } = {},
): Promise<SavedView | undefined> {
  const { rows } = await sql<SavedView>`select ${columns(user)} from customers.views v
    where v.id = ${id} and ${seen(user)} ${options.lock ? sql`for update` : sql``}`.execute(ctx.tx);
  return rows[0];
}

export async function countViews(ctx: Context, user: UserActor): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from customers.views where owner_id = ${user.userId}`.execute(ctx.tx);
  return Number(rows[0]!.count);
}

type Words = Pick<SavedView, 'name' | 'shared' | 'search'>;

export async function insertView(ctx: Context, user: UserActor, words: Words): Promise<string> {
  const now = ctx.clock.now();
  const { rows } = await sql<{ id: string }>`
    insert into customers.views (name, owner_id, shared, team_id, search, created_at, updated_at)
    values (${words.name}, ${user.userId}, ${words.shared}, ${user.teamId},
      ${JSON.stringify(words.search)}::jsonb, ${now}, ${now}) returning id`.execute(ctx.tx);
  return rows[0]!.id;
}

/** What comes to be shared with a team is so with that of the user, as it is now. */
export async function updateViewRow(ctx: Context, user: UserActor, id: string, words: Words): Promise<void> {
  await sql`update customers.views set name = ${words.name}, shared = ${words.shared},
      team_id = case when shared <> 'team' and ${words.shared} = 'team' then ${user.teamId}::bigint else team_id end,
      search = ${JSON.stringify(words.search)}::jsonb, version = version + 1, updated_at = ${ctx.clock.now()}
    where id = ${id}`.execute(ctx.tx);
}

export async function moveTeamViews(ctx: Context, teamId: string, into: string): Promise<void> {
  await sql`update customers.views set team_id = ${into}::bigint where team_id = ${teamId}`.execute(ctx.tx);
}

export async function deleteView(ctx: Context, id: string): Promise<void> {
  await sql`delete from customers.views where id = ${id}`.execute(ctx.tx);
}

export async function writeOpeningView(ctx: Context, user: UserActor, viewId: string | null): Promise<void> {
  if (viewId === null)
    await sql`delete from customers.opening_views where user_id = ${user.userId}`.execute(ctx.tx);
  else
    await sql`insert into customers.opening_views (user_id, view_id) values (${user.userId}, ${viewId})
      on conflict (user_id) do update set view_id = excluded.view_id`.execute(ctx.tx);
}
