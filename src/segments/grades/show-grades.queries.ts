import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import type { GradeChange, GradedCustomer } from './grades.contract.ts';

export interface GradeCount {
  /** Null: in none. */
  grade: string | null;
  customers: number;
  spendMinor: string;
  /** Days that the one in the middle has had the grade. */
  medianDays: number | null;
}

/** How many reached customers have which grade, and since when; `reach` is over facts.customers `c`. */
export async function countGrades(
  ctx: Context,
  reach: RawBuilder<boolean>,
): Promise<{ rows: GradeCount[]; asOf: Date }> {
  const now = ctx.clock.now().toISOString();
  const { rows, asOf } = await ctx.facts.ask(sql<GradeCount>`
    select s.grade, count(*)::int as customers, coalesce(sum(c.spend_minor), 0)::bigint as "spendMinor",
      floor(percentile_cont(0.5) within group (order by extract(epoch from ${now}::timestamptz) - extract(epoch from s.since))
        / 86400)::int as "medianDays"
    from facts.customers c left join facts.grades s on s.customer_id = c.id
    where ${reach} group by s.grade`);
  return { rows, asOf };
}

/** A page of reached customers of a grade, those who came into it last first; one row more where there are more. */
export async function pageOfGraded(
  ctx: Context,
  { grade, after, limit }: { grade: string | undefined; after: Cursor | undefined; limit: number },
  reach: RawBuilder<boolean>,
): Promise<{ rows: Omit<GradedCustomer, 'name'>[]; asOf: Date }> {
  const beyond = after
    ? sql`(s.since < ${after.value}::timestamptz or (s.since = ${after.value}::timestamptz and s.customer_id < ${after.id}::bigint))`
    : sql`true`;
  return ctx.facts.ask(sql<Omit<GradedCustomer, 'name'>>`
    select s.customer_id as id, c.kind as "kind", s.grade, s.points, s.since, c.orders, c.spend_minor as "spendMinor",
      c.last_order_at as "lastOrderAt"
    from facts.grades s join facts.customers c on c.id = s.customer_id
    where ${reach} and ${beyond} and ${grade === undefined ? sql`true` : sql`s.grade = ${sql.lit(grade)}`}
    order by s.since desc, s.customer_id desc limit ${sql.lit(limit + 1)}`);
}

/** The grade of a customer; undefined for one that is not reached, with null in none. */
export async function gradeOf(
  ctx: Context,
  id: string,
  reach: RawBuilder<boolean>,
): Promise<
  { grade: string | null; points: number | null; met: number[] | null; since: string | null } | undefined
> {
  const { rows } = await sql<{
    grade: string | null;
    points: number | null;
    met: number[] | null;
    since: string | null;
  }>`select s.grade, s.points, s.met, s.since from facts.customers c left join segments.grades s on s.customer_id = c.id
    where c.id = ${id}::bigint and ${reach}`.execute(ctx.tx);
  return rows[0];
}

export interface StoredChange extends Pick<GradeChange, 'id' | 'changedAt' | 'customerId' | 'cause'> {
  from: string | null;
  to: string | null;
  scheme: number;
  points: number | null;
  met: number[] | null;
}

/** A page of changes of reached customers, or of one, the newest first; one row more where there are more. */
export async function pageOfChanges(
  ctx: Context,
  { id, after, limit }: { id?: string; after: Cursor | undefined; limit: number },
  reach: RawBuilder<boolean>,
): Promise<StoredChange[]> {
  const beyond = after ? sql`h.id < ${after.id}::bigint` : sql`true`;
  const of = id === undefined ? sql`true` : sql`h.customer_id = ${id}::bigint`;
  const { rows } =
    await sql<StoredChange>`select h.id, h.changed_at as "changedAt", h.customer_id as "customerId", h.from_grade as "from",
      h.to_grade as "to", h.cause, h.scheme, h.points, h.met
    from segments.grade_changes h join facts.customers c on c.id = h.customer_id
    where ${of} and ${beyond} and ${reach} order by h.id desc limit ${limit + 1}`.execute(ctx.tx);
  return rows;
}
