/** What somebody can be shown of why a condition holds or does not. */
export const factNames = [
  'value',
  'years',
  'measured',
  'order',
  'activity',
  'tag',
  'source',
  'segment',
  'owner',
  'team',
  'step',
  'score',
  'rfmGroup',
  'rfmKind',
  'stage',
  'grade',
] as const;
export type FactName = (typeof factNames)[number];
