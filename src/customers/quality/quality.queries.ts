import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { kindOfField, storedName } from '../fields/customer-fields.contract.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import { hasName, isContact, recordBrings } from './field-conditions.queries.ts';
import { type MeasuredField, measuredField } from './measured-fields.contract.ts';
import type { FieldQuality } from './quality.contract.ts';

const fields = measuredField.options;
const columns = fields.filter((field) => !isContact(field));

/** Rows of one kind of customer (and source): how many there are, and how many hold a value of each field. */
type CountRow = Record<string, string> & { kind: string; total: string };

/** What did not pass its check, by kind and field: how often, and how often nothing else is known of the field. */
interface ProblemRow {
  sourceId?: string;
  kind: string;
  field: string;
  invalid: string;
  alone: string;
}

/** Adds up counts by kind into those of a field, which may belong to one kind only. */
function qualityOf(
  field: MeasuredField,
  counts: readonly CountRow[],
  problems: readonly ProblemRow[],
): FieldQuality {
  const only = kindOfField(field);
  const quality = { field, expected: 0, filled: 0, invalid: 0 };
  for (const row of counts.filter(({ kind }) => !only || kind === only)) {
    quality.expected += Number(row.total);
    quality.filled += Number(row[field] ?? 0);
  }
  for (const row of problems.filter(
    (each) => each.field === storedName(field) && (!only || each.kind === only),
  )) {
    quality.invalid += Number(row.invalid);
    quality.filled += Number(row.alone);
  }
  return quality;
}

/**
 * Every field of the customers that the actor may see: one walk over customers, one over contact points, and a look
 * at the few that are marked. Plain counts by kind cost a third of conditions per field.
 */
export async function qualityOfCustomers(ctx: Context): Promise<{ total: number; fields: FieldQuality[] }> {
  const counts = sql.join(
    columns.map((field) =>
      field === 'displayName'
        ? sql`count(*) filter (where ${hasName}) as ${sql.ref(field)}`
        : sql`count(${sql.ref(`c.${storedName(field)}`)}) as ${sql.ref(field)}`,
    ),
  );
  const golden = await sql<CountRow>`select c.kind, count(*) as total, ${counts}
    from customers.customers c where ${visibleCustomers(ctx)} group by c.kind`.execute(ctx.tx);
  const marked = await sql<ProblemRow>`
    select c.kind, m.field, count(*) as invalid, count(*) filter (where to_jsonb(c) ->> m.field is null) as alone
    from customers.customers c cross join lateral unnest(c.marks) as m(field)
    where c.marks <> '{}' and m.field not in ('phone', 'email') and ${visibleCustomers(ctx)}
    group by 1, 2`.execute(ctx.tx);
  const total = golden.rows.reduce((sum, row) => sum + Number(row.total), 0);
  const contacts = await qualityOfContacts(ctx);
  return {
    total,
    fields: fields.map((field) =>
      isContact(field)
        ? { field, expected: total, filled: 0, invalid: 0, ...contacts.get(field) }
        : qualityOf(field, golden.rows, marked.rows),
    ),
  };
}

/** Of each kind one contact point is primary, so these count customers. */
async function qualityOfContacts(ctx: Context): Promise<Map<string, { filled: number; invalid: number }>> {
  const { rows } = await sql<{ kind: string; filled: string; invalid: string }>`
    select p.kind, count(*) as filled, count(*) filter (where p.status = 'invalid') as invalid
    from customers.contact_points p join customers.customers c on c.id = p.customer_id
    where p.is_primary and p.kind in ('phone', 'email') and ${visibleCustomers(ctx)} group by p.kind`.execute(
    ctx.tx,
  );
  return new Map(rows.map((row) => [row.kind, { filled: Number(row.filled), invalid: Number(row.invalid) }]));
}

export interface SourceQuality {
  sourceId: string;
  sourceName: string;
  total: number;
  fields: FieldQuality[];
}

/** Every field of the records that a source or an import brought, by source; customers in the bin left out. */
export async function qualityOfRecords(
  ctx: Context,
  within: { source?: string | undefined; importId?: string | undefined } = {},
): Promise<SourceQuality[]> {
  const records = sql`customers.source_records r join customers.customers c on c.id = r.customer_id
    where ${visibleCustomers(ctx)} ${within.source ? sql`and r.source_id = ${within.source}` : sql``}
      ${within.importId ? sql`and r.import_id = ${within.importId}` : sql``}`;
  const kind = sql`coalesce(r.fields ->> 'kind', 'person')`;
  const counts = sql.join(
    fields.map((field) => sql`count(*) filter (where ${recordBrings(field)}) as ${sql.ref(field)}`),
  );
  const told = await sql<CountRow & { sourceId: string; sourceName: string }>`
    select k.*, s.name as "sourceName" from (
      select r.source_id as "sourceId", ${kind} as kind, count(*) as total, ${counts} from ${records}
      group by 1, 2) k join customers.sources s on s.id = k."sourceId"`.execute(ctx.tx);
  const problems = await sql<ProblemRow>`
    select p.source_id as "sourceId", p.kind, n.key as field, count(*) as invalid,
      count(*) filter (where case when n.key in ('phone', 'email')
        then not p.contacts @> jsonb_build_array(jsonb_build_object('kind', n.key)) else not p.fields ? n.key end) as alone
    from (select r.source_id, ${kind} as kind, r.fields, r.contacts, r.notes from ${records} and r.notes is not null) p
      cross join lateral jsonb_each(p.notes) n where n.value ? 'problem' group by 1, 2, 3`.execute(ctx.tx);
  return [...Map.groupBy(told.rows, ({ sourceId }) => sourceId)]
    .map(([sourceId, rows]) => ({
      sourceId,
      sourceName: rows[0]!.sourceName,
      total: rows.reduce((sum, row) => sum + Number(row.total), 0),
      fields: fields.map((field) =>
        qualityOf(
          field,
          rows,
          problems.rows.filter((row) => row.sourceId === sourceId),
        ),
      ),
    }))
    .toSorted((one, other) => other.total - one.total || (one.sourceName < other.sourceName ? -1 : 1));
}
