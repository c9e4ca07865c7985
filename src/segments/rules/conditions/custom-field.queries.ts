import { type RawBuilder, sql } from 'kysely';
import type { CustomFieldType } from '#customers/public.contract.ts';
import { fitsFigure, isDayWithin } from '../judging.ts';
import type { Moment } from '../moment.ts';
import type { PersonField } from '../person.ts';
import { factTable } from '../scans.queries.ts';
import type { CustomFieldCondition } from './custom-field.contract.ts';
import type { Family } from './family.queries.ts';
import { dayWithin, judgeText, textFits } from './field.queries.ts';
import { allOf, compares } from './sql-parts.queries.ts';

const negative: ReadonlySet<string> = new Set(['empty', 'isNot', 'notContains']);

export const customField: Family<CustomFieldCondition> = {
  sql(condition, { names, scans, moment }) {
    const { id, type } = names.field(condition.field);
    const where = allOf([sql`x.field_id = cast(${id} as bigint)`, fits(type, condition, moment)]);
    const found = scans.measure(factTable('field_values'), { where, value: sql`count(*)` });
    return negative.has(condition.operator) ? sql`coalesce(${found}, 0) = 0` : sql`${found} > 0`;
  },
  judge(condition, person, { moment, names }) {
    const { id } = names.field(condition.field);
    const all = person.fields.filter(({ fieldId }) => fieldId === id);
    const fitting = all.filter((value) => judgeValue(value, condition, moment));
    const shown = all.length === 0 ? [null] : all.map(textOf);
    return {
      holds: negative.has(condition.operator) ? fitting.length === 0 : fitting.length > 0,
      because: shown.map((value) => ({ fact: 'value' as const, value })),
    };
  },
};

/** Over one value `x`, before it is asked the other way round; undefined where any value will do. */
function fits(
  type: CustomFieldType,
  condition: CustomFieldCondition,
  moment: Moment,
): RawBuilder<boolean> | undefined {
  switch (condition.operator) {
    case 'empty':
    case 'filled':
      return undefined;
    case 'within':
      return dayWithin(sql.ref('x.day'), condition.within, moment);
    case 'atLeast':
    case 'atMost':
    case 'exactly':
    case 'between':
      // The copy holds doubles: two decimals that are one double are one here too.
      return compares(sql`cast(x.number as double precision)`, condition, 'double precision');
    default:
      return textFits(
        type === 'flag' ? sql`case when x.flag then 'true' else 'false' end` : sql.ref('x.text'),
        condition,
      );
  }
}

function textOf({ text, number, day, flag }: PersonField): string | null {
  return text ?? day ?? (number ?? flag)?.toString() ?? null;
}

function judgeValue(value: PersonField, condition: CustomFieldCondition, moment: Moment): boolean {
  switch (condition.operator) {
    case 'empty':
    case 'filled':
      return true;
    case 'within':
      return isDayWithin(value.day, condition.within, moment);
    case 'atLeast':
    case 'atMost':
    case 'exactly':
    case 'between':
      return fitsFigure(value.number, condition);
    default:
      return judgeText(value.text ?? String(value.flag), condition);
  }
}
