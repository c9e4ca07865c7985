import type { Rule } from '../rules/rule-tree.contract.ts';

/** Who is in any of these segments, in all of them, or in the first and none of the others. */
export function combined(
  operation: 'union' | 'intersection' | 'difference',
  segments: readonly string[],
): Rule {
  const isIn = (...ids: string[]): Rule => ({ type: 'segment', operator: 'in', segments: ids });
  if (operation === 'union') return { all: [isIn(...segments)] };
  if (operation === 'intersection') return { all: segments.map((id) => isIn(id)) };
  const [first, ...others] = segments;
  return { all: [isIn(first!), { type: 'segment', operator: 'notIn', segments: others }] };
}
