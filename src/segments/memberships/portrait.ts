import { readsField } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { momentAt } from '../rules/moment.ts';
import type { membershipsContract } from './memberships.contract.ts';
import { readableSegment } from './memberships.ts';
import { portraitStatement, type Side } from './portrait.queries.ts';

type Portrait = OutputOf<(typeof membershipsContract)['endpoints']['portrait']>;

/** Which field each side tells of. */
const fieldOfSide: Record<Side, string> = {
  region: 'region',
  cityTier: 'cityTier',
  cameFrom: 'cameFrom',
  gender: 'gender',
  spend: 'spendMinor',
  orders: 'orders',
  recency: 'lastOrderAt',
};

const mostParts = 30;

/** What members are like beside everybody whom the actor reaches, by what the actor may read. */
export async function portraitOf(ctx: Context, { id }: { id: string }): Promise<Portrait> {
  const { by } = await readableSegment(ctx, id);
  const { timeZone, currency } = await ctx.organisation();
  const shown = (Object.keys(fieldOfSide) as Side[]).filter((side) => readsField(ctx, fieldOfSide[side]));
  const moment = momentAt(ctx.clock.now(), timeZone);
  const statement = portraitStatement(ctx, id, { moment, currency, by, shown });
  const { rows, asOf, engine } = await ctx.facts.ask(statement);
  const counted = rows.map((row) => ({
    ...row,
    members: Number(row.members),
    everybody: Number(row.everybody),
  }));
  const { members, everybody } = counted.find((row) => (row.side as string) === 'all')!;
  return {
    ...{ members, everybody, engine, asOf: asOf.toISOString() },
    sides: shown.map((side) => ({
      side,
      parts: counted
        .filter((row) => row.side === side)
        .toSorted((one, other) => other.members - one.members || other.everybody - one.everybody)
        .slice(0, mostParts)
        .map(({ side: _side, ...part }) => part),
    })),
  };
}
