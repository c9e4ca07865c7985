import type { CallOf } from '#platform/http/contract.ts';
import { rfmValues } from '../../rules/conditions/rfm.contract.ts';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import type { rfmContract } from '../rfm.contract.ts';

/** What a list of scored customers is narrowed to. */
export type ScoreFilters = Omit<CallOf<typeof rfmContract.endpoints.rfmCustomers>, 'cursor' | 'limit'>;

/** The rule that goes on to mean those whom a list of scored customers shows. */
export function ruleOfScores({ group, kind, recency, frequency, spend }: ScoreFilters): Rule {
  const narrowed = Object.entries({ group, kind, recency, frequency, spend }).flatMap(([measure, value]) =>
    value === undefined ? [] : [condition(measure, 'is', [value])],
  );
  return { all: narrowed.length > 0 ? narrowed : [condition('recency', 'is', everyScore)] } as Rule;
}

const everyScore = rfmValues.recency;

/** Those without scores: they bought nothing within the window. */
export const ruleOfUnscored = { all: [condition('recency', 'isNot', everyScore)] } as Rule;

function condition(measure: string, operator: 'is' | 'isNot', values: readonly string[]) {
  return { type: 'rfm', measure, operator, values };
}
