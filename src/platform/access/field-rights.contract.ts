/** What somebody may do with one field of a record, each more than the one before. */
export const fieldRights = ['hidden', 'masked', 'read', 'write'] as const;
export type FieldRight = (typeof fieldRights)[number];

/** By field, what is less than `write`; `custom` speaks for every `custom.<key>` that is not named itself, and so does every group. */
export type RightsToFields = Readonly<Record<string, FieldRight>>;

/** Kinds of records whose fields have rights of their own. */
export const kindsWithFields = ['customers', 'orders'] as const;
export type KindWithFields = (typeof kindsWithFields)[number];

export type FieldRights = Readonly<Record<KindWithFields, RightsToFields>>;

/**
 * By kind, the fields that roles may keep people from, each with the audited actions whose moment tells it of what they are
 * about.
 */
export type GuardedFields = Readonly<Record<KindWithFields, ReadonlyMap<string, readonly string[]>>>;

/** By kind of record, the keys of the fields that the organisation added, archived ones too. */
export type AddedFields = Readonly<Record<KindWithFields, ReadonlySet<string>>>;

export const writesEveryField: FieldRights = { customers: {}, orders: {} };

/** What these rights say of a field. */
export function rightIn(rights: RightsToFields, field: string): FieldRight {
  if (Object.hasOwn(rights, field)) return rights[field]!;
  const group = field.slice(0, Math.max(field.indexOf('.'), 0));
  return group !== '' && Object.hasOwn(rights, group) ? rights[group]! : 'write';
}

/** True where `one` allows nothing that `other` does not. */
export function isWithinRight(one: FieldRight, other: FieldRight): boolean {
  return fieldRights.indexOf(one) <= fieldRights.indexOf(other);
}

/** True where somebody with these rights could see and set no more than with `others`. */
export function areWithinFieldRights(these: FieldRights, others: FieldRights): boolean {
  return kindsWithFields.every((kind) => areWithinRights(these[kind], others[kind]));
}

/** The same for one kind of record. */
export function areWithinRights(these: RightsToFields, others: RightsToFields): boolean {
  return [...Object.keys(these), ...Object.keys(others)].every((field) =>
    isWithinRight(rightIn(these, field), rightIn(others, field)),
  );
}

/** True where every field may be changed. */
export function writesAll(rights: RightsToFields): boolean {
  return Object.values(rights).every((right) => right === 'write');
}

/** True where no field is hidden or masked. */
export function readsEveryField(rights: RightsToFields): boolean {
  return Object.values(rights).every((right) => isWithinRight('read', right));
}
