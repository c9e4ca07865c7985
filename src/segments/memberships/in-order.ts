import { type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';

/** Segments, each after those that its rule stands on. */
export function inOrder<Segment extends { id: string; rule: Rule | undefined }>(
  segments: readonly Segment[],
): Segment[] {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  const ordered = new Map<string, Segment>();
  const seen = new Set<string>();
  const place = (segment: Segment): void => {
    if (seen.has(segment.id)) return;
    seen.add(segment.id);
    for (const id of namedBy(segment)) {
      const named = byId.get(id);
      if (named) place(named);
    }
    ordered.set(segment.id, segment);
  };
  for (const segment of segments) place(segment);
  return [...ordered.values()];
}

/** The segments that the rule of this one is about. */
function namedBy({ rule }: { rule: Rule | undefined }): string[] {
  return rule ? segmentsNamedBy(rule) : [];
}

/** Segments in two parts, each in the order given: those that these stand on, however far away, and the others. */
export function apartFrom<Segment extends { id: string; rule: Rule | undefined }>(
  segments: readonly Segment[],
  ids: readonly string[],
): { behind: Segment[]; others: Segment[] } {
  const found = new Set(ids);
  // Each stands after those that it stands on.
  for (const segment of segments.toReversed())
    if (found.has(segment.id)) for (const id of namedBy(segment)) found.add(id);
  return {
    behind: segments.filter(({ id }) => found.has(id)),
    others: segments.filter(({ id }) => !found.has(id)),
  };
}
