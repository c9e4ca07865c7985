import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import { intervalOf, type Moment } from '../rules/moment.ts';
import { reachedBy } from '../rules/rule-reach.queries.ts';
import type { CountedBy } from '../segments/shown-segments.ts';
import type { portraitSides } from './memberships.contract.ts';

export type Side = (typeof portraitSides)[number];

/** Where bands begin; each ends before the next one. Of spend in whole units of the currency, the first from the least. */
const spendBands = [100, 500, 1_000, 5_000, 10_000, 50_000];
const orderBands = [1, 2, 3, 6, 11];
/** Days since the last order. */
const recencyBands = [0, 31, 91, 181, 366];

const bandName = (bands: readonly number[], at: number) =>
  at + 1 < bands.length ? `${bands[at]}-${bands[at + 1]}` : `${bands[at]}-`;

function banded(value: RawBuilder<unknown>, bands: readonly number[], below: RawBuilder<unknown>) {
  const cases = bands
    .map((from, at) => ({ from, name: bandName(bands, at) }))
    .toReversed()
    .map(({ from, name }) => sql`when ${value} >= ${sql.lit(from)} then ${sql.lit(name)}`);
  return sql`case ${sql.join(cases, sql` `)} else ${below} end`;
}

function recency({ moment }: Asked): RawBuilder<unknown> {
  const since = (days: number) => sql`cast(${intervalOf({ days }, moment).from} as timestamp with time zone)`;
  const cases = recencyBands
    .slice(1)
    .map(
      (days, at) => sql`when c.last_order_at >= ${since(days)} then ${sql.lit(bandName(recencyBands, at))}`,
    );
  const last = bandName(recencyBands, recencyBands.length - 1);
  return sql`case when c.last_order_at is null then null ${sql.join(cases, sql` `)} else ${sql.lit(last)} end`;
}

interface Asked {
  moment: Moment;
  /** The currency of the organisation. */
  currency: string;
}

function spend({ currency }: Asked): RawBuilder<unknown> {
  const bands = [1, ...spendBands.map((from) => from * 10 ** minorDigits(currency))];
  return banded(sql`c.spend_minor`, bands, sql.lit('0'));
}

const partsOf: Record<Side, (asked: Asked) => RawBuilder<unknown>> = {
  region: () => sql`c.region`,
  cityTier: () => sql`c.city_tier`,
  cameFrom: () => sql`c.came_from`,
  gender: () => sql`c.gender`,
  stage: () => sql`s.stage`,
  grade: () => sql`g.grade`,
  rfmGroup: () => sql`r.rfm_group`,
  rfmKind: () => sql`r.rfm_kind`,
  spend,
  orders: () => banded(sql`c.orders`, orderBands, sql.lit('0')),
  recency,
};

export interface PortraitRow {
  side: Side;
  key: string | null;
  members: string;
  everybody: string;
}

/** Members and everybody, of whom the actor reaches, by what they are like: one read of all customers, kept nowhere. */
export function portraitStatement(
  ctx: Pick<Context, 'actor'>,
  segmentId: string,
  asked: Asked & { by: CountedBy; shown: ReadonlyMap<Side, CountedBy> },
): RawBuilder<PortraitRow> {
  const sides = [...asked.shown.keys()];
  const columns = sides.map((side) => sql`${partsOf[side](asked)} as ${sql.id(side)}`);
  const chosen = (value: (side: Side) => RawBuilder<unknown>, otherwise: RawBuilder<unknown>) =>
    sides.length === 0
      ? otherwise
      : sql`case ${sql.join(
          sides.map((side) => sql`when grouping(${sql.id(side)}) = 0 then ${value(side)}`),
          sql` `,
        )} else ${otherwise} end`;
  const counted = (filter: RawBuilder<unknown>) => {
    const ofKnown = sql`count(*) filter (where has_known_documents and ${filter})`;
    const ofAll = sql`count(*) filter (where ${filter})`;
    return chosen((side) => (asked.shown.get(side) === 'orders' ? ofKnown : ofAll), ofAll);
  };
  return sql<PortraitRow>`select side, key, cast(members as text) as members, cast(everybody as text) as everybody
    from (select ${chosen((side) => sql.lit(side), sql`'all'`)} as side,
        ${chosen((side) => sql.id(side), sql`null`)} as key,
        ${counted(sql`is_member`)} as members, ${counted(sql`true`)} as everybody
      from (select m.customer_id is not null as is_member, ${reachedBy(ctx, 'orders')} as has_known_documents,
          ${sql.join([sql`c.id`, ...columns])} from facts.customers c
        left join (select x.customer_id from facts.members x where x.segment_id = cast(${segmentId} as bigint)) m
          on m.customer_id = c.id
        left join facts.stages s on s.customer_id = c.id
        left join facts.grades g on g.customer_id = c.id
        left join facts.rfm r on r.customer_id = c.id
        where ${reachedBy(ctx, asked.by)}
      ) people group by grouping sets (${sql.join([sql`()`, ...sides.map((side) => sql`(${sql.id(side)})`)])})
    ) parts where side = 'all' or everybody > 0`;
}
