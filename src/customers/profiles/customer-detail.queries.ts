import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { GivenField } from '../fields/customer-fields.contract.ts';
import { shownColumns, shownCustom } from '../fields/shown-fields.queries.ts';
import { identitiesOf } from '../identities/identities.queries.ts';
import { recordsOf } from '../records/source-records.queries.ts';
import { relationsOf } from '../relations/relations.queries.ts';
import { contactPointsOf } from './contact-points.queries.ts';
import { customerColumns, lookedUpColumns } from './list-customers.queries.ts';
import type { CustomerDetail } from './profiles.contract.ts';
import { mayChange, visibleCustomers } from './visible-customers.queries.ts';

type Profile = Omit<CustomerDetail, 'contactPoints' | 'relations' | 'records' | 'identities'>;

/** What the page of a customer tells beyond a row of a list. */
const pageFields = [
  'givenName',
  'familyName',
  'gender',
  'birthday',
  'language',
  'timeZone',
  'district',
  'address',
  'postalCode',
  'teamId',
  'occupation',
  'creditCode',
  'cameFrom',
  'cityTier',
  'idNumber',
] as const satisfies readonly GivenField[];

/**
 * One customer with all that hangs on it, from the bin too; undefined where the actor may see none. `givenAway` shows
 * one that the actor has just changed out of their own sight, with no more of its fields and relations than before.
 */
export async function customerDetailOf(
  ctx: Context,
  id: string,
  { givenAway = false } = {},
): Promise<CustomerDetail | undefined> {
  const { rows } = await sql<Profile>`${prepared}
    select ${customerColumns(ctx)}, ${lookedUpColumns(ctx)}, ${shownColumns(ctx, pageFields)}, ${mayChange(ctx)} as "mayChange",
      c.edited_fields as "editedFields", c.marks, ${shownCustom(ctx)} as custom
    from customers.customers c join customers.totals t on t.customer_id = c.id
    where c.id = ${id} and ${givenAway ? sql`true` : visibleCustomers(ctx, 'any')}`.execute(ctx.tx);
  const profile = rows[0];
  if (!profile) return undefined;
  return {
    ...profile,
    contactPoints: await contactPointsOf(ctx, id),
    relations: await relationsOf(ctx, id),
    records: await recordsOf(ctx, id),
    identities: await identitiesOf(ctx, id),
  };
}
