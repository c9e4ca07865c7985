import type { Context, Organisation } from '#platform/db/context.ts';
import type { Tx } from '#platform/db/database.ts';
import { fail } from '#platform/errors/errors.ts';
import { findOrganisation, type OrganisationRow, updateOrganisation } from './organisation.queries.ts';

/** What amounts, days and texts count on before anybody has opened the set-up link. */
const beforeSetup: Organisation = { name: 'Perennial', currency: 'USD', timeZone: 'UTC', language: 'en' };

/** The organisation's settings; before the set-up a neutral stand-in, so that the command line can work. */
export async function readOrganisation(tx: Tx): Promise<Organisation> {
  const row = await findOrganisation(tx);
  if (!row) return beforeSetup;
  const { version: _version, ...organisation } = row;
  return organisation;
}

/** The settings with their version. Throws `admin.not_set_up`. */
export async function showOrganisation(ctx: Context): Promise<OrganisationRow> {
  const row = await findOrganisation(ctx.tx);
  if (!row) throw fail('conflict', 'admin.not_set_up');
  return row;
}

/** Changes what is given. Throws `admin.version_conflict` where somebody else was faster. */
export async function changeOrganisation(
  ctx: Context,
  change: { name?: string; timeZone?: string; language?: string },
): Promise<OrganisationRow> {
  await showOrganisation(ctx);
  const row = await updateOrganisation(ctx.tx, ctx.ifMatch ?? '', change);
  if (!row) throw fail('conflict', 'admin.version_conflict');
  await ctx.audit('admin.organisation_changed', 'organisation', change);
  await ctx.emit('admin.organisation_changed', { fields: Object.keys(change) });
  return row;
}
