import { type RawBuilder, sql } from 'kysely';
import type { CompiledRule } from '../rules/compile-rule.queries.ts';

/** Ids joined with commas, in rows of some thousands. */
export interface IdsRow {
  ids: string;
}

const together = (from: RawBuilder<unknown>) => sql<IdsRow>`
  select string_agg(cast(m.id as text), ',') as ids from (${from}) m group by m.id % 256`;

/** Everybody whom a rule means. */
export function idsMeant({ from, holds }: CompiledRule): RawBuilder<IdsRow> {
  return together(sql`select c.id from ${from} where ${holds}`);
}

/** Whom a rule means that are no members, and members whom it does not mean. */
export function differences({ from, holds }: CompiledRule, segmentId: string): RawBuilder<IdsRow> {
  return sql<IdsRow>`with meant as materialized (select c.id from ${from} where ${holds}),
    members as materialized (select customer_id as id from facts.members where segment_id = cast(${segmentId} as bigint))
    ${together(sql`(select id from meant except select id from members)
      union all (select id from members except select id from meant)`)}`;
}
