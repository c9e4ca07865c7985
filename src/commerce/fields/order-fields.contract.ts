import {
  type FieldRight,
  fieldRights,
  type RightsToFields,
  rightIn,
} from '#platform/access/field-rights.contract.ts';

/** One field of orders that roles may keep people from. */
interface GuardedField {
  kind: 'time' | 'text' | 'name' | 'money';
  /** It tells of these fields, so whoever may see all of them may see it, and nobody else. */
  goesWith?: readonly string[];
}

/**
 * The fields of orders that have rights, in the order in which pages name them; `description` is that of a line. Number,
 * kind, customer, currency, products and quantities are open to all who reach the order: without them there would be none.
 */
export const orderFields = {
  orderedAt: { kind: 'time' },
  store: { kind: 'text' },
  channel: { kind: 'text' },
  brand: { kind: 'text' },
  seller: { kind: 'name' },
  amountMinor: { kind: 'money' },
  // Beside the amount it is the rate of the day.
  baseAmountMinor: { kind: 'money', goesWith: ['amountMinor', 'orderedAt'] },
  unitPrice: { kind: 'money', goesWith: ['amountMinor'] },
  description: { kind: 'text' },
} as const satisfies Record<string, GuardedField>;

export type OrderField = keyof typeof orderFields;

/** What rights say of a field; `field.<key>` is one that the organisation added. What has no rights of its own is open. */
export function rightToOrderField(rights: RightsToFields, key: string): FieldRight {
  const field: GuardedField | undefined = Object.hasOwn(orderFields, key)
    ? orderFields[key as OrderField]
    : undefined;
  const least = Math.min(
    ...(field?.goesWith ?? [key]).map((each) => fieldRights.indexOf(rightIn(rights, each))),
  );
  return fieldRights[least]!;
}

/** The fields that roles have rights to; `field` stands for every custom field of orders that is not named itself. */
export const guardedOrderFields: readonly string[] = [
  ...Object.entries<GuardedField>(orderFields).flatMap(([key, { goesWith }]) => (goesWith ? [] : [key])),
  'field',
];
