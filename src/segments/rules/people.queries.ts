import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import { millionths } from './judging.ts';
import type { Person, PersonActivity, PersonField, PersonLine, PersonOrder, PersonScores } from './person.ts';

/** Of a row: figures as text, days as they are, and times apart, as microseconds. */
type Row = Record<string, string | null>;

const micros = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000000)::bigint::text`;

const timeColumns = ['created_at', 'updated_at', 'first_order_at', 'last_order_at'] as const;

/**
 * All facts about these customers by id, those in the bin left out; `reach` keeps it to some, over `c`. Members of
 * segments are read only where a rule asks for them.
 */
export async function loadPeople(
  ctx: Context,
  ids: readonly string[],
  { reach = sql`true`, withSegments = false }: { reach?: RawBuilder<boolean>; withSegments?: boolean } = {},
): Promise<Map<string, Person>> {
  const { rows } = await sql<{ id: string; values: Row; times: Row }>`${prepared}
    select c.id::text as id, (select jsonb_object_agg(e.key, e.value #>> '{}') from jsonb_each(to_jsonb(c)) e) as values,
      jsonb_build_object(${sql.join(timeColumns.flatMap((name) => [sql.lit(name), micros(`c.${name}`)]))}) as times
    from facts.customers c where c.id = any(${ids}::bigint[]) and ${reach}`.execute(ctx.tx);
  const found = rows.map(({ id }) => id);
  const of = <T>(columns: RawBuilder<unknown>, from: RawBuilder<unknown>) =>
    rowsOf<T>(ctx, found, columns, from);
  const contacts = await of<{ kind: string; value: string }>(
    sql`x.kind, x.value`,
    sql`facts.contact_points x`,
  );
  const tags = await of<{ id: string }>(sql`x.tag_id::text as id`, sql`facts.customer_tags x`);
  const sources = await of<{ id: string }>(sql`x.source_id::text as id`, sql`facts.customer_sources x`);
  const orders = await of<OrderRow>(orderColumns, sql`facts.orders x`);
  const lines = await of<LineRow>(
    lineColumns,
    sql`facts.order_lines x left join facts.products p on p.id = x.product_id`,
  );
  const activities = await of<ActivityRow>(
    sql`x.id::text as id, x.type, ${micros('x.occurred_at')} as at`,
    sql`facts.activities x`,
  );
  const fields = await of<FieldRow>(fieldColumns, sql`facts.field_values x`);
  const scores = await of<PersonScores>(scoreColumns, sql`facts.rfm x`);
  const stages = await of<{ stage: string; since: string }>(
    sql`x.stage, ${micros('x.since')} as since`,
    sql`facts.stages x`,
  );
  const grades = await of<{ grade: string; since: string }>(
    sql`x.grade, ${micros('x.since')} as since`,
    sql`facts.grades x`,
  );
  const members = withSegments
    ? await of<{ id: string }>(sql`x.segment_id::text as id`, sql`facts.members x`)
    : new Map<string, { id: string }[]>();
  const idsIn = (all: Map<string, { id: string }[]>, id: string) => (all.get(id) ?? []).map((row) => row.id);
  return new Map(
    rows.map(({ id, values, times }): [string, Person] => [
      id,
      {
        id,
        values,
        times: Object.fromEntries(
          Object.entries(times).map(([name, at]) => [name, at === null ? null : Number(at)]),
        ),
        contacts: contacts.get(id) ?? [],
        tags: idsIn(tags, id),
        sources: idsIn(sources, id),
        orders: ordersOf(orders.get(id) ?? [], lines.get(id) ?? []),
        activities: (activities.get(id) ?? []).map((row): PersonActivity => ({ ...row, at: Number(row.at) })),
        fields: (fields.get(id) ?? []).map(fieldOf),
        rfm: scores.get(id)?.[0] ?? null,
        stage: sinceOf(stages.get(id)?.[0]),
        grade: sinceOf(grades.get(id)?.[0]),
        segments: idsIn(members, id),
      },
    ]),
  );
}

async function rowsOf<T>(
  ctx: Context,
  ids: readonly string[],
  columns: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
): Promise<Map<string, T[]>> {
  const { rows } = await sql<
    T & { customerId: string }
  >`${prepared} select x.customer_id::text as "customerId", ${columns} from ${from}
    where x.customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
  return Map.groupBy(rows, (row) => row.customerId);
}

const worth = sql`x.base_amount_minor::text as worth`;

type OrderRow = Omit<PersonOrder, 'at' | 'worth' | 'lines'> & { at: string; worth: string | null };
const orderColumns = sql`x.id::text as id, x.source_id::text as "sourceId", x.number, x.kind, ${micros('x.ordered_at')} as at,
  x.store, x.channel, x.brand, x.seller, ${worth}`;

function ordersOf(orders: readonly OrderRow[], lines: readonly LineRow[]): PersonOrder[] {
  const byOrder = Map.groupBy(lines, ({ orderId }) => orderId);
  return orders.map((row) => ({
    ...row,
    at: Number(row.at),
    worth: row.worth === null ? null : BigInt(row.worth),
    lines: (byOrder.get(row.id) ?? []).map(lineOf),
  }));
}

interface LineRow extends Omit<PersonLine, 'quantity' | 'worth'> {
  orderId: string;
  quantity: string;
  worth: string | null;
}
const lineColumns = sql`x.order_id::text as "orderId", x.product_id::text as "productId", p.category,
  p.brand as "productBrand", x.quantity::text as quantity, ${worth}`;

function lineOf(row: LineRow): PersonLine {
  return { ...row, quantity: millionths(row.quantity), worth: row.worth === null ? null : BigInt(row.worth) };
}

type ActivityRow = Omit<PersonActivity, 'at'> & { at: string };

const scoreColumns = sql`x.recency::text as recency, x.frequency::text as frequency, x.spend::text as spend,
  x.rfm_group as "group", x.rfm_kind as kind`;

function sinceOf<Row extends { since: string }>(row: Row | undefined) {
  return row ? { ...row, since: Number(row.since) } : null;
}

type FieldRow = Omit<PersonField, 'number'> & { number: string | null };
const fieldColumns = sql`x.field_id::text as "fieldId", x.text, x.number::text as number, x.day::text as day, x.flag`;

function fieldOf(row: FieldRow): PersonField {
  return { ...row, number: row.number === null ? null : Number(row.number) };
}
