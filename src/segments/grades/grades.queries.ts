import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { type Aside, layDifferingAside } from '../standing/differing.queries.ts';
import { type Asking, gradedCustomers, placesMet } from './graded-customers.queries.ts';
import type { GradeScheme } from './scheme.contract.ts';

/** Whoever works the grades out has them for themselves until the transaction ends. */
export async function holdGrades(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('segments.grades'))`.execute(ctx.tx);
}

/** Customers whose grade changed the same way at once, some thousands at most. */
export interface Moved {
  from: string | null;
  to: string | null;
  ids: string[];
}

const mostAtOnce = 5_000;

const aside: Aside = {
  table: 'aside_grades',
  columns: {
    ...{ customer_id: 'bigint', grade: 'text', points: 'integer', met: 'text' },
    ...{ orders: 'integer', cancellations: 'integer', present: 'boolean' },
  },
};

/** Grades that are to become others, or whose reason or documents are others; of who is gone nothing is present. */
function differingGrades(scheme: GradeScheme, asking: Asking): RawBuilder<unknown> {
  const kept = ['points', 'met', 'orders', 'cancellations'].map(
    (name) => sql`${sql.ref(`f.${name}`)} is distinct from ${sql.ref(`s.${name}`)}`,
  );
  return sql`select coalesce(f.customer_id, s.customer_id) as customer_id, f.grade, f.points, f.met, f.orders, f.cancellations,
      f.customer_id is not null as present
    from (
      select customer_id, grade, points, ${placesMet(scheme)} as met, orders, cancellations
      from (${gradedCustomers(scheme, asking)}) graded
    ) f full join facts.grades s on s.customer_id = f.customer_id
    where f.grade is distinct from s.grade or (f.grade is not null and (${sql.join(kept, sql` or `)}))`;
}

/**
 * Brings the stored grades in step with one state of all facts: differences alone are written, each
 * change of grade is kept with its cause and reason, and whose changed is told.
 */
export async function storeGrades(
  ctx: Context,
  { scheme, version, byScheme }: { scheme: GradeScheme; version: number; byScheme: boolean },
  asking: Asking,
): Promise<Moved[]> {
  const now = ctx.clock.now();
  await layDifferingAside(ctx, aside, differingGrades(scheme, asking));
  const { rows } = await sql<Moved>`
    with fresh as materialized (
      select customer_id, grade, points, coalesce(string_to_array(met, ' ')::smallint[], '{}') as met, orders, cancellations
      from aside_grades a where present and exists (select from facts.customers c where c.id = a.customer_id)
    ), stored as materialized (
      select * from segments.grades where customer_id in (select customer_id from aside_grades)
    ), looked as materialized (
      select coalesce(f.customer_id, s.customer_id) as customer_id, s.grade as from_grade, f.grade as to_grade, f.points,
        f.met, f.orders, f.cancellations,
        f.customer_id is not null and (s.orders, s.cancellations) is distinct from (f.orders, f.cancellations) as traded,
        (s.points, s.met) is distinct from (f.points, f.met) as reasoned
      from fresh f full join stored s on s.customer_id = f.customer_id
      where f.grade is not null or s.customer_id is not null
    ), changed as materialized (
      select * from looked where from_grade is distinct from to_grade
    ), gone as (
      delete from segments.grades s using changed c where c.to_grade is null and s.customer_id = c.customer_id
    ), written as (
      insert into segments.grades (customer_id, grade, points, met, since, orders, cancellations)
      select customer_id, to_grade, points, met, ${now}::timestamptz, orders, cancellations from looked
      where to_grade is not null and (from_grade is distinct from to_grade or traded or reasoned)
      on conflict (customer_id) do update set points = excluded.points, met = excluded.met, orders = excluded.orders,
        cancellations = excluded.cancellations, grade = excluded.grade,
        since = case when grades.grade = excluded.grade then grades.since else excluded.since end
    ), noted as (
      insert into segments.grade_changes (customer_id, changed_at, from_grade, to_grade, cause, scheme, points, met)
      select customer_id, ${now}::timestamptz, from_grade, to_grade,
        case when from_grade is null then 'first' when ${byScheme}::boolean then 'scheme' when traded then 'orders' else 'other' end,
        ${version}::integer, points, met
      from changed
    )
    select from_grade as "from", to_grade as "to", array_agg(customer_id::text order by customer_id) as ids
    from (select *, (row_number() over (partition by from_grade, to_grade order by customer_id) - 1) / ${mostAtOnce}::int as chunk
      from changed) parted
    group by from_grade, to_grade, chunk
    order by from_grade, to_grade, chunk`.execute(ctx.tx);
  return rows;
}

export async function noteGraded(
  ctx: Context,
  how: { asked: string; version: number; day: string; tookMs: number },
): Promise<void> {
  await sql`update segments.grade_settings set answered = ${how.asked}::bigint, applied_version = ${how.version},
    computed_at = ${ctx.clock.now()}, computed_for = ${how.day}::date, took_ms = ${how.tookMs}`.execute(
    ctx.tx,
  );
}

/** How many reached customers would change grade by another scheme, and how. */
export async function countMoves(
  ctx: Context,
  scheme: GradeScheme,
  asking: Asking,
  reach: RawBuilder<boolean>,
): Promise<{ rows: { from: string | null; to: string | null; customers: number }[]; asOf: Date }> {
  return await ctx.facts.ask(sql<{ from: string | null; to: string | null; customers: number }>`
    select s.grade as "from", fresh.grade as "to", count(*)::int as customers
    from facts.customers c
    join (${gradedCustomers(scheme, asking)}) fresh on fresh.customer_id = c.id
    left join facts.grades s on s.customer_id = c.id
    where ${reach}
    group by s.grade, fresh.grade`);
}
