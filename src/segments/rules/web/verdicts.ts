import type { OutputOf } from '#platform/http/contract.ts';
import type { rulesContract } from '../rules.contract.ts';
import { type DraftGroup, isGroup, type LooseCondition, nodesIn } from './draft.ts';
import { type DraftRule, nodeWithin } from './rule-of-draft.ts';

export type JudgedNode = OutputOf<typeof rulesContract.endpoints.explainRule>['nodes'][number];
export type Verdicts = ReadonlyMap<string, JudgedNode>;

type Path = JudgedNode['path'];

/**
 * Finds the node of a draft that an answer speaks of. `then` is the draft that was asked about: an answer that is not
 * fresh goes on to be true of the conditions that nobody has changed since, and of nothing else.
 */
export function nodeFinder(
  then: DraftRule,
  now: DraftRule,
  fresh: boolean,
): (path: Path) => string | undefined {
  if (fresh) return (path) => nodeWithin(now, path);
  const [before, after] = [conditionsById(then.draft), conditionsById(now.draft)];
  return (path) => {
    const id = nodeWithin(then, path);
    return id !== undefined && before.has(id) && before.get(id) === after.get(id) ? id : undefined;
  };
}

function conditionsById(draft: DraftGroup): ReadonlyMap<string, LooseCondition> {
  return new Map(
    nodesIn(draft).flatMap((node) => (isGroup(node) ? [] : [[node.id, node.condition] as const])),
  );
}

/** What each node of a draft comes to. */
export function verdictsOf(nodes: readonly JudgedNode[], find: ReturnType<typeof nodeFinder>): Verdicts {
  return new Map(
    nodes.flatMap((node) => {
      const id = find(node.path);
      return id === undefined ? [] : [[id, node] as const];
    }),
  );
}
