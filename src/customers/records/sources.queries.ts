import type { Context } from '#platform/db/context.ts';

/** The id of the source of this name, made when it is new. Two callers at once get the same id. */
export async function sourceNamed(ctx: Context, name: string): Promise<string> {
  const find = () =>
    ctx.tx.selectFrom('customers.sources').select('id').where('name', '=', name).executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  const made = await ctx.tx
    .insertInto('customers.sources')
    .values({ name, created_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return made.id;
  return (await find())!.id;
}
