import { type ActivitiesCondition, activitiesContract } from './activities.contract.ts';
import { type AgeCondition, ageContract } from './age.contract.ts';
import { type BirthdayCondition, birthdayContract } from './birthday.contract.ts';
import { type CustomFieldCondition, customFieldContract } from './custom-field.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { type FieldCondition, fieldContract } from './field.contract.ts';
import { type GradeCondition, gradeContract } from './grade.contract.ts';
import { type OrdersCondition, ordersContract } from './orders.contract.ts';
import { type OwnerCondition, ownerContract } from './owner.contract.ts';
import { type RfmCondition, rfmContract } from './rfm.contract.ts';
import { type SegmentCondition, segmentContract } from './segment.contract.ts';
import { type SequenceCondition, sequenceContract } from './sequence.contract.ts';
import { type SourceCondition, sourceContract } from './source.contract.ts';
import { type StageCondition, stageContract } from './stage.contract.ts';
import { type TagCondition, tagContract } from './tag.contract.ts';
import { type TeamCondition, teamContract } from './team.contract.ts';

/** Every type of condition; a new one is a line here and one in `conditions.queries.ts`. */
export interface Conditions {
  field: FieldCondition;
  customField: CustomFieldCondition;
  age: AgeCondition;
  birthday: BirthdayCondition;
  tag: TagCondition;
  owner: OwnerCondition;
  team: TeamCondition;
  source: SourceCondition;
  orders: OrdersCondition;
  activities: ActivitiesCondition;
  sequence: SequenceCondition;
  rfm: RfmCondition;
  stage: StageCondition;
  grade: GradeCondition;
  segment: SegmentCondition;
}

export type ConditionType = keyof Conditions;
export type Condition = Conditions[ConditionType];

/** In the order in which a builder offers them. */
const contracts: { [Type in ConditionType]: ConditionContract<Conditions[Type]> } = {
  field: fieldContract,
  customField: customFieldContract,
  age: ageContract,
  birthday: birthdayContract,
  tag: tagContract,
  owner: ownerContract,
  team: teamContract,
  source: sourceContract,
  orders: ordersContract,
  activities: activitiesContract,
  sequence: sequenceContract,
  rfm: rfmContract,
  stage: stageContract,
  grade: gradeContract,
  segment: segmentContract,
};

export const conditionTypes = Object.keys(contracts) as ConditionType[];

/** What is known of a type of condition everywhere. */
export function contractOf<Type extends ConditionType>(type: Type): ConditionContract<Conditions[Type]> {
  return contracts[type];
}

/** The same, taking any condition of this type. */
export function anyContract(condition: { type: ConditionType }): ConditionContract<Condition> {
  return contracts[condition.type] as unknown as ConditionContract<Condition>;
}
