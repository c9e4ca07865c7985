import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { maskedIdNumber } from '../id-numbers/id-numbers.queries.ts';
import { identitiesOf } from '../identities/identities.queries.ts';
import { recordsOf } from '../records/source-records.queries.ts';
import { relationsOf } from '../relations/relations.queries.ts';
import { tierOfCustomer } from '../tiers/tiers.queries.ts';
import { contactPointsOf } from './contact-points.queries.ts';
import { customerColumns, mainContact, tagsOfRow } from './list-customers.queries.ts';
import type { CustomerDetail } from './profiles.contract.ts';
import { mayChange, visibleCustomers } from './visible-customers.queries.ts';

type Profile = Omit<CustomerDetail, 'contactPoints' | 'relations' | 'records' | 'identities'>;

/** One customer with all that hangs on it, from the bin too; undefined where the actor may see none. */
export async function customerDetailOf(ctx: Context, id: string): Promise<CustomerDetail | undefined> {
  const { rows } = await sql<Profile>`
    select ${customerColumns}, ${mayChange(ctx)} as "mayChange", ${mainContact('phone')} as phone, ${mainContact('email')} as email, ${tagsOfRow} as tags,
      c.given_name as "givenName", c.family_name as "familyName", c.gender, c.birthday, c.language,
      c.time_zone as "timeZone", c.district, c.address, c.postal_code as "postalCode", c.team_id as "teamId",
      c.edited_fields as "editedFields", c.marks, c.occupation, c.credit_code as "creditCode",
      c.came_from as "cameFrom", c.custom, ${tierOfCustomer} as "cityTier", ${maskedIdNumber} as "idNumber"
    from customers.customers c join customers.totals t on t.customer_id = c.id
    where c.id = ${id} and ${visibleCustomers(ctx, 'any')}`.execute(ctx.tx);
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
