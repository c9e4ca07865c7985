import type { Context } from '#platform/db/context.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { namesOfGrades } from '../grades/stored-grades.queries.ts';
import type { RuleFieldKey } from '../rules/conditions/rule-fields.contract.ts';
import { momentAt } from '../rules/moment.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { type CountedBy, countedBy, mayRead } from '../segments/shown-segments.ts';
import { type membershipsContract, portraitSides } from './memberships.contract.ts';
import { readableSegment } from './memberships.ts';
import { portraitStatement, type Side } from './portrait.queries.ts';

type Portrait = OutputOf<(typeof membershipsContract)['endpoints']['portrait']>;

/** Which rule whoever is told of a side could ask. */
const askedBySide: Record<Side, Rule> = {
  ...{ region: field('region'), cityTier: field('cityTier'), cameFrom: field('cameFrom') },
  ...{ gender: field('gender'), spend: field('spendMinor'), orders: field('orders') },
  recency: field('lastOrderAt'),
  stage: { type: 'stage', operator: 'in', stages: ['first'] },
  grade: { type: 'grade', operator: 'in', grades: ['high'] },
  rfmGroup: { type: 'rfm', measure: 'group', operator: 'is', values: ['new'] },
  rfmKind: { type: 'rfm', measure: 'kind', operator: 'is', values: ['keyValue'] },
};

function field(name: RuleFieldKey): Rule {
  return { type: 'field', field: name, operator: 'filled' };
}

const mostParts = 30;

/** What members are like beside everybody whom the actor reaches, by what the actor may read. */
export async function portraitOf(ctx: Context, { id }: { id: string }): Promise<Portrait> {
  const { by } = await readableSegment(ctx, id);
  const { timeZone, currency } = await ctx.organisation();
  const shown = await readableSides(ctx);
  const moment = momentAt(ctx.clock.now(), timeZone);
  const statement = portraitStatement(ctx, id, { moment, currency, by, shown });
  const { rows, asOf, engine } = await ctx.facts.ask(statement);
  const counted = rows.map((row) => ({
    ...row,
    members: Number(row.members),
    everybody: Number(row.everybody),
  }));
  const { members, everybody } = counted.find((row) => (row.side as string) === 'all')!;
  const names = await namesOfGrades(ctx);
  return {
    ...{ members, everybody, engine, asOf: asOf.toISOString() },
    sides: [...shown.keys()].map((side) => {
      const parts = counted
        .filter((row) => row.side === side)
        .toSorted(
          (one, other) =>
            other.members - one.members ||
            other.everybody - one.everybody ||
            (one.key ?? '').localeCompare(other.key ?? ''),
        )
        .map(({ side: _side, ...part }) => {
          const name = side === 'grade' && part.key !== null ? names.get(part.key) : undefined;
          return name ? { ...part, name } : part;
        });
      const total = (of: 'members' | 'everybody') => parts.reduce((sum, part) => sum + part[of], 0);
      const totals = { members: total('members'), everybody: total('everybody') };
      return { side, ...totals, parts: parts.slice(0, mostParts) };
    }),
  };
}

/** The sides that the actor may be told, and by what they are kept to some customers there. */
async function readableSides(ctx: Context): Promise<Map<Side, CountedBy>> {
  const found = new Map<Side, CountedBy>();
  for (const side of portraitSides) {
    const whole = await wholeRule(ctx, askedBySide[side]);
    if (mayRead(ctx, whole)) found.set(side, countedBy(whole));
  }
  return found;
}
