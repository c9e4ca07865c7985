import type { CallOf } from '#platform/http/contract.ts';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import type { lifecycleContract } from '../lifecycle.contract.ts';

export type GivenStages = NonNullable<
  CallOf<(typeof lifecycleContract)['endpoints']['editLifecycle']>['stages']
>;

/** A stage being written; its rule may be missing still. */
export interface StageDraft {
  stage: GivenStages[number]['stage'];
  rule: Rule | undefined;
}
