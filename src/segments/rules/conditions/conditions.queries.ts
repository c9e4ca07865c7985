import { activities } from './activities.queries.ts';
import { age } from './age.queries.ts';
import { birthday } from './birthday.queries.ts';
import type { Condition, Conditions, ConditionType } from './conditions.contract.ts';
import { customField } from './custom-field.queries.ts';
import type { Family } from './family.queries.ts';
import { field } from './field.queries.ts';
import { grade } from './grade.queries.ts';
import { orders } from './orders.queries.ts';
import { owner } from './owner.queries.ts';
import { rfm } from './rfm.queries.ts';
import { segment } from './segment.queries.ts';
import { sequence } from './sequence.queries.ts';
import { source } from './source.queries.ts';
import { stage } from './stage.queries.ts';
import { tag } from './tag.queries.ts';
import { team } from './team.queries.ts';

/** How every type of condition is found and judged. */
const families: { [Type in ConditionType]: Family<Conditions[Type]> } = {
  field,
  customField,
  age,
  birthday,
  tag,
  owner,
  team,
  source,
  orders,
  activities,
  sequence,
  rfm,
  stage,
  grade,
  segment,
};

export function familyOf(condition: Condition): Family<Condition> {
  return families[condition.type] as unknown as Family<Condition>;
}
