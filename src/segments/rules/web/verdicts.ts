import type { OutputOf } from '#platform/http/contract.ts';
import type { rulesContract } from '../rules.contract.ts';

export type JudgedNode = OutputOf<typeof rulesContract.endpoints.explainRule>['nodes'][number];
export type Verdicts = ReadonlyMap<string, JudgedNode>;

/** What each node of a draft comes to, by the place that it has in the rule that was judged. */
export function verdictsOf(nodes: readonly JudgedNode[], nodeAt: ReadonlyMap<string, string>): Verdicts {
  return new Map(
    nodes.flatMap((node) => {
      const id = nodeAt.get(node.path.join('.'));
      return id === undefined ? [] : [[id, node] as const];
    }),
  );
}
