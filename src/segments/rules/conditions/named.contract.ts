export const namedKinds = [
  'customField',
  'choice',
  'tag',
  'source',
  'user',
  'team',
  'product',
  'category',
  'segment',
  'grade',
] as const;
export type NamedKind = (typeof namedKinds)[number];

/** What a condition names that may not be there (any more). */
export interface Named {
  kind: NamedKind;
  /** An id, the key of a custom field, `<field>.<choice>`, or the name of a category. */
  name: string;
  /** Where in the condition. */
  path: readonly (string | number)[];
}

/** Names with their place in a list of the condition. */
export function namedIn(
  kind: NamedKind,
  names: readonly string[] | undefined,
  ...path: (string | number)[]
): Named[] {
  return (names ?? []).map((name, index) => ({ kind, name, path: [...path, index] }));
}
