import { cityTier } from '#customers/public.contract.ts';

/** How a field is compared. */
export type Comparable = 'text' | 'choice' | 'figure' | 'date' | 'time' | 'contact';

interface RuleField {
  as: Comparable;
  /** In facts.customers; of contact points their kind. */
  column: string;
  choices?: readonly string[];
  /** Minor units of the organisation's currency. */
  money?: boolean;
}

/** The fields of customers that rules can ask about, by their names in the API, in the order in which pages name them. */
export const ruleFields = {
  kind: { as: 'choice', column: 'kind', choices: ['person', 'organisation'] },
  displayName: { as: 'text', column: 'name' },
  familyName: { as: 'text', column: 'family_name' },
  givenName: { as: 'text', column: 'given_name' },
  company: { as: 'text', column: 'company' },
  phone: { as: 'contact', column: 'phone' },
  email: { as: 'contact', column: 'email' },
  wechat: { as: 'contact', column: 'wechat' },
  website: { as: 'contact', column: 'website' },
  gender: { as: 'choice', column: 'gender', choices: ['female', 'male', 'other'] },
  birthday: { as: 'date', column: 'birthday' },
  occupation: { as: 'text', column: 'occupation' },
  language: { as: 'choice', column: 'language' },
  timeZone: { as: 'choice', column: 'time_zone' },
  country: { as: 'choice', column: 'country' },
  region: { as: 'text', column: 'region' },
  city: { as: 'text', column: 'city' },
  cityTier: { as: 'choice', column: 'city_tier', choices: cityTier.options },
  district: { as: 'text', column: 'district' },
  postalCode: { as: 'text', column: 'postal_code' },
  cameFrom: { as: 'text', column: 'came_from' },
  orders: { as: 'figure', column: 'orders' },
  cancellations: { as: 'figure', column: 'cancellations' },
  spendMinor: { as: 'figure', column: 'spend_minor', money: true },
  firstOrderAt: { as: 'time', column: 'first_order_at' },
  lastOrderAt: { as: 'time', column: 'last_order_at' },
  createdAt: { as: 'time', column: 'created_at' },
  updatedAt: { as: 'time', column: 'updated_at' },
} as const satisfies Record<string, RuleField>;

export type RuleFieldKey = keyof typeof ruleFields;
export const ruleFieldKeys = Object.keys(ruleFields) as [RuleFieldKey, ...RuleFieldKey[]];

export function ruleField(key: RuleFieldKey): RuleField {
  return ruleFields[key];
}

const valueOperators = ['is', 'isNot', 'contains', 'notContains', 'begins'] as const;
export const operators = [
  ...valueOperators,
  'atLeast',
  'atMost',
  'exactly',
  'between',
  'within',
  'empty',
  'filled',
] as const;
export type Operator = (typeof operators)[number];

const texts = [...valueOperators, 'empty', 'filled'] as const;
const figures = ['atLeast', 'atMost', 'exactly', 'between'] as const;

/** What can be asked of fields, the usual first. Every customer has totals, if only zeros, so those are never empty. */
export const operatorsOf: Record<Comparable, readonly Operator[]> = {
  text: texts,
  choice: ['is', 'isNot', 'empty', 'filled'],
  figure: figures,
  date: ['within', 'empty', 'filled'],
  time: ['within', 'empty', 'filled'],
  contact: ['filled', 'empty', 'is', 'isNot', 'contains', 'notContains', 'begins'],
};
