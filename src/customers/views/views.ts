import type { UserActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { SavedView } from './views.contract.ts';
import {
  countViews,
  deleteView,
  findView,
  insertView,
  listViews,
  openingView,
  updateViewRow,
  writeOpeningView,
} from './views.queries.ts';

const mostViews = 200;

/** The views that the caller sees, and the one with which their list opens. Programs of nobody have none. */
export async function views(ctx: Context): Promise<{ items: SavedView[]; opening: string | null }> {
  if (ctx.actor.kind !== 'user') return { items: [], opening: null };
  return { items: await listViews(ctx, ctx.actor), opening: await openingView(ctx, ctx.actor) };
}

/** Saves a view. Fails with customers.views_of_users and customers.too_many_views. */
export async function saveView(
  ctx: Context,
  words: Pick<SavedView, 'name' | 'shared' | 'search'>,
): Promise<SavedView> {
  const user = userOf(ctx);
  if ((await countViews(ctx, user)) >= mostViews) throw fail('conflict', 'customers.too_many_views');
  const id = await insertView(ctx, user, words);
  await tellShared(ctx, 'customers.save_view', id, words.shared);
  return (await findView(ctx, user, id))!;
}

/**
 * Changes what is named. Fails with customers.view_not_found, customers.view_not_yours, customers.version_conflict and
 * customers.views_of_users.
 */
export async function updateView(
  ctx: Context,
  input: { id: string } & Partial<{ [Key in 'name' | 'shared' | 'search']: SavedView[Key] | undefined }>,
): Promise<SavedView> {
  const user = userOf(ctx);
  const before = await changeableView(ctx, user, input.id);
  if (String(before.version) !== ctx.ifMatch)
    throw fail('conflict', 'customers.version_conflict', { current: before });
  const { name = before.name, shared = before.shared, search = before.search } = input;
  await updateViewRow(ctx, user, before.id, { name, shared, search });
  if (before.shared !== 'me' || shared !== 'me')
    await ctx.audit('customers.update_view', `view:${before.id}`, { name, shared });
  return (await findView(ctx, user, before.id)) ?? { ...before, name, shared, search };
}

/** Removes a view. Fails with customers.view_not_found, customers.view_not_yours and customers.views_of_users. */
export async function removeView(ctx: Context, { id }: { id: string }): Promise<Record<string, never>> {
  const view = await changeableView(ctx, userOf(ctx), id);
  await deleteView(ctx, id);
  await tellShared(ctx, 'customers.remove_view', id, view.shared);
  return {};
}

/** Says with which view the caller's list opens. Fails with customers.view_not_found and customers.views_of_users. */
export async function openWithView(
  ctx: Context,
  { viewId }: { viewId: string | null },
): Promise<Record<string, never>> {
  const user = userOf(ctx);
  if (viewId !== null && !(await findView(ctx, user, viewId)))
    throw fail('notFound', 'customers.view_not_found');
  await writeOpeningView(ctx, user, viewId);
  return {};
}

async function changeableView(ctx: Context, user: UserActor, id: string): Promise<SavedView> {
  const view = await findView(ctx, user, id, { lock: true });
  if (!view) throw fail('notFound', 'customers.view_not_found');
  if (!view.mayChange) throw fail('forbidden', 'customers.view_not_yours');
  return view;
}

function userOf({ actor }: Context): UserActor {
  if (actor.kind !== 'user') throw fail('forbidden', 'customers.views_of_users');
  return actor;
}

/** What somebody keeps for themselves is nobody else's business. */
async function tellShared(
  ctx: Context,
  action: 'customers.save_view' | 'customers.remove_view',
  id: string,
  shared: SavedView['shared'],
): Promise<void> {
  if (shared !== 'me') await ctx.audit(action, `view:${id}`, { shared });
}
