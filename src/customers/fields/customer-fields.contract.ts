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
}

const edited = { listed: true, edited: true } as const;
const computed = { listed: true, edited: false } as const;
const unlisted = { listed: false, edited: false } as const;
const ofPerson = { of: 'person', ...edited } as const;

/**
 * The fields that every customer has, in the order in which pages name them. What an organisation adds stands beside
 * them; the server asks `customerFields` for all.
 */
export const givenFields = {
  kind: { kind: 'choice', choices: ['person', 'organisation'], ...edited },
  displayName: { kind: 'name', ...edited },
  familyName: { kind: 'name', ...ofPerson },
  givenName: { kind: 'name', ...ofPerson },
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
  language: { kind: 'text', ...edited },
  timeZone: { kind: 'text', ...edited },
  country: { kind: 'text', ...edited },
  region: { kind: 'text', ...edited },
  city: { kind: 'text', ...edited },
  cityTier: { kind: 'choice', ...computed },
  district: { kind: 'text', ...edited },
  address: { kind: 'text', ...edited },
  postalCode: { kind: 'text', ...edited },
  cameFrom: { kind: 'text', ...edited },
  ownerId: { kind: 'person', ...edited },
  teamId: { kind: 'text', ...unlisted },
  tags: { kind: 'list', ...computed },
  orders: { kind: 'number', ...computed },
  cancellations: { kind: 'number', ...computed },
  spendMinor: { kind: 'money', ...computed },
  firstOrderAt: { kind: 'time', ...computed },
  lastOrderAt: { kind: 'time', ...computed },
  createdAt: { kind: 'time', ...computed },
  updatedAt: { kind: 'time', ...computed },
} as const satisfies Record<string, Omit<CustomerField, 'key'>>;

export type GivenField = keyof typeof givenFields;

/** The same as a list. */
export const givenFieldList: readonly (CustomerField & { key: GivenField })[] = (
  Object.keys(givenFields) as GivenField[]
).map((key) => ({ key, ...givenFields[key] }));

/** The fields that a person sets by hand as part of the customer. */
export type EditedField = {
  [Key in GivenField]: (typeof givenFields)[Key]['edited'] extends true ? Key : never;
}[GivenField];

/** The kind of customer that a field belongs to; undefined = to both. */
export function kindOfField(key: GivenField): 'person' | 'organisation' | undefined {
  const field: Omit<CustomerField, 'key'> = givenFields[key];
  return field.of;
}

/** The name of a field in tables, records and notes: `postalCode` is `postal_code`. */
export function storedName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
