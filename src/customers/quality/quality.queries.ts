import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import {
  expects,
  holds,
  isContact,
  isMarked,
  recordExpects,
  recordHolds,
  recordProblem,
} from './field-conditions.queries.ts';
import { type MeasuredField, measuredField } from './measured-fields.contract.ts';
import type { FieldQuality } from './quality.contract.ts';

const fields = measuredField.options;

/** Three counts of a field as columns of one aggregate row. */
function countsOf(
  field: MeasuredField,
  expected: RawBuilder<boolean>,
  filled: RawBuilder<boolean>,
  invalid: RawBuilder<boolean>,
): RawBuilder<unknown> {
  return sql`count(*) filter (where ${expected}) as ${sql.ref(`${field} expected`)},
    count(*) filter (where ${expected} and ${filled}) as ${sql.ref(`${field} filled`)},
    count(*) filter (where ${expected} and ${invalid}) as ${sql.ref(`${field} invalid`)}`;
}

type CountRow = Record<string, string>;

function qualityOf(row: CountRow, field: MeasuredField): FieldQuality {
  const read = (name: string) => Number(row[`${field} ${name}`] ?? 0);
  return { field, expected: read('expected'), filled: read('filled'), invalid: read('invalid') };
}

/** Every field of the customers that the actor may see, by one walk over customers and one over contact points. */
export async function qualityOfCustomers(ctx: Context): Promise<{ total: number; fields: FieldQuality[] }> {
  const plain = fields.filter((field) => !isContact(field));
  const counts = sql.join(
    plain.map((field) => countsOf(field, expects(field), holds(field), isMarked(field))),
  );
  const golden = await sql<CountRow>`select count(*) as total, ${counts}
    from customers.customers c where ${visibleCustomers(ctx)}`.execute(ctx.tx);
  // Of each kind one contact point is primary, so these count customers.
  const contacts = await sql<{ kind: MeasuredField; filled: string; invalid: string }>`
    select p.kind, count(*) as filled, count(*) filter (where p.status = 'invalid') as invalid
    from customers.contact_points p join customers.customers c on c.id = p.customer_id
    where p.is_primary and p.kind in ('phone', 'email') and ${visibleCustomers(ctx)} group by p.kind`.execute(
    ctx.tx,
  );
  const row = golden.rows[0]!;
  const total = Number(row.total);
  return {
    total,
    fields: fields.map((field) => {
      if (!isContact(field)) return qualityOf(row, field);
      const found = contacts.rows.find((each) => each.kind === field);
      return {
        field,
        expected: total,
        filled: Number(found?.filled ?? 0),
        invalid: Number(found?.invalid ?? 0),
      };
    }),
  };
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
  const counts = sql.join(
    fields.map((field) => countsOf(field, recordExpects(field), recordHolds(field), recordProblem(field))),
  );
  const { rows } = await sql<CountRow>`
    select k.*, s.name as "sourceName" from (
      select r.source_id as "sourceId", count(*) as total, ${counts} from customers.source_records r
        join customers.customers c on c.id = r.customer_id
      where ${visibleCustomers(ctx)} ${within.source ? sql`and r.source_id = ${within.source}` : sql``}
        ${within.importId ? sql`and r.import_id = ${within.importId}` : sql``}
      group by r.source_id) k join customers.sources s on s.id = k."sourceId"
    order by k.total desc, s.name collate "zh-x-icu"`.execute(ctx.tx);
  return rows.map((row) => ({
    sourceId: row.sourceId!,
    sourceName: row.sourceName!,
    total: Number(row.total),
    fields: fields.map((field) => qualityOf(row, field)),
  }));
}
