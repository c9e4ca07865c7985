import { z } from 'zod';
import { type FieldRight, type RightsToFields, rightIn } from '#platform/access/field-rights.contract.ts';
import { day } from '#platform/http/contract.ts';
import { cityTier } from '../tiers/tiers.contract.ts';

/** A day, or its year alone for whom the field is masked. */
export const shownDay = day
  .or(z.string().regex(/^\d{4}$/))
  .meta({ description: 'A day; its year alone for whom the field is masked.' });

/** What a field holds; columns, filters, editors and masks go by it. */
export const fieldKinds = [
  'text',
  'name',
  'phone',
  'email',
  'url',
  'number',
  'money',
  'date',
  'time',
  'choice',
  'flag',
  'person',
  'list',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** One field of a customer: ours, or one that the organisation added. */
export interface CustomerField {
  /** As in the API: `postalCode`; `field.<key>` for a field that the organisation added. */
  key: string;
  kind: FieldKind;
  /** The kind of customer that it belongs to; without it to both. */
  of?: 'person' | 'organisation';
  choices?: readonly string[];
  /** Of a field that the organisation added. */
  label?: { en: string; zh: string };
  /** Of `money` in another currency than that of the organisation. */
  currency?: string;
  /** A list may show it, and be sorted and filtered by it. */
  listed: boolean;
  /** A person may set it by hand, as part of the customer itself. */
  edited: boolean;
  /** It tells the same as this field, so whoever may see or set that one may see or set it, and nobody else. */
  goesWith?: string;
  /** Nobody is kept from it: without it a customer could not be shown at all. */
  open?: boolean;
}

const edited = { listed: true, edited: true } as const;
const computed = { listed: true, edited: false } as const;
const unlisted = { listed: false, edited: false } as const;
const open = { open: true } as const;
const ofPerson = { of: 'person', ...edited } as const;

/**
 * The fields that every customer has, in the order in which pages name them. What an organisation adds stands beside
 * them; the server asks `customerFields` for all.
 */
export const givenFields = {
  kind: { kind: 'choice', choices: ['person', 'organisation'], ...edited, ...open },
  displayName: { kind: 'name', ...edited },
  familyName: { kind: 'name', goesWith: 'displayName', ...ofPerson },
  givenName: { kind: 'name', goesWith: 'displayName', ...ofPerson },
  company: { kind: 'text', ...ofPerson },
  phone: { kind: 'phone', ...computed },
  email: { kind: 'email', ...computed },
  wechat: { kind: 'text', ...computed },
  website: { kind: 'url', ...computed },
  gender: { kind: 'choice', choices: ['female', 'male', 'other'], ...ofPerson },
  birthday: { kind: 'date', ...ofPerson },
  occupation: { kind: 'text', ...ofPerson },
  creditCode: { kind: 'text', of: 'organisation', ...edited },
  idNumber: { kind: 'text', of: 'person', ...unlisted },
  language: { kind: 'choice', ...edited },
  timeZone: { kind: 'choice', ...edited },
  country: { kind: 'choice', ...edited },
  region: { kind: 'text', ...edited },
  city: { kind: 'text', ...edited },
  cityTier: { kind: 'choice', choices: cityTier.options, goesWith: 'city', ...computed },
  district: { kind: 'text', ...edited },
  address: { kind: 'text', ...edited },
  postalCode: { kind: 'text', ...edited },
  cameFrom: { kind: 'text', ...edited },
  ownerId: { kind: 'person', ...edited },
  teamId: { kind: 'choice', goesWith: 'ownerId', ...unlisted },
  tags: { kind: 'list', ...computed },
  orders: { kind: 'number', ...computed },
  cancellations: { kind: 'number', ...computed },
  spendMinor: { kind: 'money', ...computed },
  firstOrderAt: { kind: 'time', ...computed },
  lastOrderAt: { kind: 'time', ...computed },
  createdAt: { kind: 'time', ...computed, ...open },
  updatedAt: { kind: 'time', ...computed, ...open },
} as const satisfies Record<string, Omit<CustomerField, 'key'>>;

export type GivenField = keyof typeof givenFields;

/** The same as a list. */
export const givenFieldList: readonly (CustomerField & { key: GivenField })[] = (
  Object.keys(givenFields) as GivenField[]
).map((key) => ({ key, ...givenFields[key] }));

/** Those that a list may show, and be sorted and filtered by. */
export type ListedGivenField = {
  [Key in GivenField]: (typeof givenFields)[Key]['listed'] extends true ? Key : never;
}[GivenField];
export const listedGivenFields = givenFieldList.filter(({ listed }) => listed).map(({ key }) => key) as [
  ListedGivenField,
  ...ListedGivenField[],
];

/** The fields that a person sets by hand as part of the customer. */
export type EditedField = {
  [Key in GivenField]: (typeof givenFields)[Key]['edited'] extends true ? Key : never;
}[GivenField];

/** The kind of customer that a field belongs to; undefined = to both. */
export function kindOfField(key: GivenField): 'person' | 'organisation' | undefined {
  const field: Omit<CustomerField, 'key'> = givenFields[key];
  return field.of;
}

/** The field whose rights decide about this one; undefined where nobody is kept from it. */
function leadingField(key: string): string | undefined {
  const field: Omit<CustomerField, 'key'> | undefined = Object.hasOwn(givenFields, key)
    ? givenFields[key as GivenField]
    : undefined;
  return field?.open ? undefined : (field?.goesWith ?? key);
}

/** What rights say of a field, by the field that decides about it. */
export function rightToField(rights: RightsToFields, key: string): FieldRight {
  const leading = leadingField(key);
  return leading === undefined ? 'write' : rightIn(rights, leading);
}

/**
 * The fields that roles have rights to; `field` stands for every custom field and `custom` for every further column of
 * files that is not named itself.
 */
export const guardedFields: readonly string[] = [
  ...givenFieldList.map(({ key }) => key).filter((key) => leadingField(key) === key),
  'field',
  'custom',
];

/** The name of a field in tables, records and notes: `postalCode` is `postal_code`; `custom.Size` stays as it is. */
export function storedName(key: string): string {
  if (key.includes('.')) return key;
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
