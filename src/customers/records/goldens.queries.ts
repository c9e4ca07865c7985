import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { type ArrivedContact, type GoldenColumn, goldenColumns } from './candidates.ts';
import { contactKey, type Golden } from './survivorship.ts';

export interface StoredGolden extends Golden {
  customerId: string;
  fieldsChanged: boolean;
}

type GoldenRow = Record<GoldenColumn, string | null> & {
  id: string;
  sources: Record<string, string>;
  edited: string[];
  contacts: ArrivedContact[] | null;
};

const columns = sql.join(goldenColumns.map((column) => sql.ref(`c.${column}`)));

/** Golden records by id; with `lock` nobody else can change them until this transaction ends. */
export async function loadGoldens(
  ctx: Context,
  ids: readonly string[],
  mode: 'read' | 'lock',
): Promise<Map<string, StoredGolden>> {
  if (ids.length === 0) return new Map();
  const lock = mode === 'lock' ? sql`order by c.id for no key update of c` : sql``;
  const { rows } = await sql<GoldenRow>`
    select c.id, ${columns}, c.field_records as sources, c.edited_fields as edited,
      (select json_agg(json_build_object('kind', p.kind, 'value', p.value, 'entered', p.entered))
        from customers.contact_points p where p.customer_id = c.id and p.kind in ('phone', 'email')) as contacts
    from customers.customers c where c.id = any(${ids}::bigint[]) ${lock}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, goldenOf(row)]));
}

function goldenOf({ id, sources, edited, contacts, ...fields }: GoldenRow): StoredGolden {
  return {
    customerId: id,
    fields,
    sources,
    edited: new Set(edited),
    contacts: new Map((contacts ?? []).map((contact) => [contactKey(contact), contact])),
    newContacts: [],
    fieldsChanged: false,
  };
}

/** Writes goldens back that were loaded under lock. Only changed fields make a new version. */
export async function updateGoldens(ctx: Context, goldens: readonly StoredGolden[]): Promise<void> {
  if (goldens.length === 0) return;
  const rows = goldens.map((golden) => ({
    id: golden.customerId,
    ...golden.fields,
    sources: golden.sources,
    bump: golden.fieldsChanged ? 1 : 0,
  }));
  const sets = sql.join(goldenColumns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`r.${column}`)}`));
  await sql`
    update customers.customers c set ${sets}, field_records = r.sources, version = c.version + r.bump,
      updated_at = ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, ${goldenTypes}, sources jsonb, bump integer)
    where c.id = r.id`.execute(ctx.tx);
  await addContacts(
    ctx,
    goldens.map((golden) => ({ customerId: golden.customerId, golden })),
  );
}

/** The golden columns with their types, for records that travel as JSON. */
export const goldenTypes = sql.join(
  goldenColumns.map((column) => sql`${sql.ref(column)} ${column === 'birthday' ? sql`date` : sql`text`}`),
);

/** Adds the contact points that arrivals brought; the first of its kind becomes the primary one. */
export async function addContacts(
  ctx: Context,
  customers: readonly { customerId: string; golden: Golden }[],
): Promise<void> {
  const rows = customers.flatMap(({ customerId, golden }) => {
    const all = [...golden.contacts.values()];
    return golden.newContacts.map((contact) => ({
      customer_id: customerId,
      ...contact,
      is_primary: all.find((other) => other.kind === contact.kind) === contact,
    }));
  });
  if (rows.length === 0) return;
  await sql`
    insert into customers.contact_points (customer_id, kind, value, entered, is_primary, created_at)
    select r.customer_id, r.kind, r.value, r.entered, r.is_primary, ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(customer_id bigint, kind text, value text, entered text,
      is_primary boolean)
    on conflict (customer_id, kind, value) do nothing`.execute(ctx.tx);
}
