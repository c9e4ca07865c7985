import { type RawBuilder, sql } from 'kysely';
import type { CompiledRule } from './compile-rule.queries.ts';

export interface RuleCount {
  customers: string;
  reached: string;
  spendMinor: string;
  /** Ids of some, joined with commas; null where there is none. */
  few: string | null;
}

/** One statement that counts whom a rule means among those of `reach`, over `c`, and names some, the newest first. */
export function countStatement(
  { from, holds }: CompiledRule,
  reach: RawBuilder<boolean>,
  named: number,
): RawBuilder<RuleCount> {
  return sql<RuleCount>`with meant as materialized (
      select c.id, c.spend_minor from ${from} where ${reach} and ${holds}
    ), few as (
      select id from meant order by id desc limit cast(${String(named)} as integer)
    )
    select (select cast(count(*) as text) from meant) as "customers",
      (select cast(count(*) as text) from facts.customers c where ${reach}) as "reached",
      (select cast(coalesce(sum(spend_minor), 0) as text) from meant) as "spendMinor",
      (select string_agg(cast(id as text), ',' order by id desc) from few) as "few"`;
}

/** The ids of whom a rule means, in their order, at most so many beyond `after`. */
export function membersStatement(
  { from, holds }: CompiledRule,
  { after, limit }: { after: string; limit: number },
): RawBuilder<{ id: string }> {
  return sql<{ id: string }>`select cast(c.id as text) as "id" from ${from}
    where c.id > cast(${after} as bigint) and ${holds} order by c.id limit cast(${String(limit)} as integer)`;
}
