import { z } from 'zod';
import { fitsBigint } from '#platform/http/contract.ts';

export const customFieldType = z.enum([
  'text',
  'number',
  'money',
  'date',
  'choice',
  'choices',
  'flag',
  'url',
  'person',
]);
export type CustomFieldType = z.output<typeof customFieldType>;

/** The key of a field or of a choice: chosen once, never changed. */
export const stableKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and _')
  .meta({ description: 'Small letters, digits and `_`, at most 40; never changed.' });

/** A value by its type, as the API has it and as it is stored. */
export const customValue = z.union([z.string(), z.boolean(), z.array(z.string())]).meta({
  description:
    'By the type of the field: `text`, `url`: text; `number`: exact decimal text; `money`: minor units as text; `date`: a day; `choice`: its key; `choices`: keys; `flag`: true or false; `person`: the id of a user.',
});
export type CustomValue = z.output<typeof customValue>;

/** Values by the key of their field. */
export const customValues = z.record(z.string(), customValue);

const longestText = 2_000;
export const mostChoices = 100;

const valueToSet = z.union([
  z.string().trim().max(longestText),
  z.boolean(),
  z.array(z.string().max(40)).max(mostChoices),
]);

/** What a person or a program sets; null takes a value away. */
export const customEdits = z
  .record(z.string().max(40), valueToSet.nullable())
  .refine((edits) => Object.keys(edits).length <= 200, 'at most 200 fields')
  .meta({ description: 'Custom fields by their keys; null clears one, what is not named stays.' });
export type CustomEdits = z.output<typeof customEdits>;

/** What of a field decides which values it takes. */
export interface ValueRule {
  type: CustomFieldType;
  choices: readonly { key: string; archived: boolean }[];
}

/** The types of which a field can be unique. */
export const uniqueTypes: readonly CustomFieldType[] = ['text', 'number', 'url'];

// A value that an index entry could not hold would fail where it is unique.
export const longestUnique = 500;

/** The one form of a value; undefined for what the field does not take. `known` may be a choice since archived. */
export function checkedValue(
  { type, choices }: ValueRule,
  input: CustomValue,
  known?: CustomValue,
): CustomValue | undefined {
  if (type === 'flag') return typeof input === 'boolean' ? input : undefined;
  if (type === 'choices') {
    if (!Array.isArray(input)) return undefined;
    const kept = Array.isArray(known) ? known : [];
    const chosen = choices.filter(({ key }) => input.includes(key));
    const open = chosen.every(({ key, archived }) => !archived || kept.includes(key));
    const whole = new Set(input).size === chosen.length && chosen.length > 0;
    return open && whole ? chosen.map(({ key }) => key) : undefined;
  }
  if (typeof input !== 'string') return undefined;
  const text = input.trim();
  if (type === 'choice') {
    const chosen = choices.find(({ key }) => key === text);
    return chosen && (!chosen.archived || known === text) ? text : undefined;
  }
  return ofText[type](text);
}

const ofText: Record<
  Exclude<CustomFieldType, 'flag' | 'choice' | 'choices'>,
  (text: string) => string | undefined
> = {
  text: (text) =>
    text !== '' && text.length <= longestText && !unwelcome.test(text) && text.isWellFormed()
      ? text
      : undefined,
  number: exactDecimal,
  money: (text) =>
    /^-?\d{1,19}$/.test(text) && fitsBigint(text.replace('-', '')) ? String(BigInt(text)) : undefined,
  date: (text) => (z.iso.date().safeParse(text).success && !text.startsWith('0000') ? text : undefined),
  url: webAddress,
  person: (text) => (/^[1-9]\d{0,17}$/.test(text) ? text : undefined),
};

// PostgreSQL refuses NUL, and the others are never meant.
const unwelcome = /[^\P{Cc}\t\n\r]/u;

/** `+007.50` is `7.5`; at most 14 digits before and 6 behind the point, as numeric(20,6) holds. */
function exactDecimal(text: string): string | undefined {
  const found = /^([+-]?)0*(\d{0,14})(?:\.(\d*?)0*)?$/.exec(text);
  if (!found || !/\d/.test(text) || (found[3] ?? '').length > 6) return undefined;
  const [, sign, whole, fraction = ''] = found;
  const figure = `${whole || '0'}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && figure !== '0' ? `-${figure}` : figure;
}

/** Only what a browser opens without running it. */
function webAddress(text: string): string | undefined {
  if (text.length > longestText || /\s/.test(text) || !text.isWellFormed()) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? text : undefined;
}

/** Why an edit of custom fields is refused; `errors` of the answer name the fields. */
export const customEditRefusals = [
  'customers.field_unknown',
  'customers.field_of_other_kind',
  'customers.field_required',
  'customers.field_value_taken',
  'customers.field_wrong_text',
  'customers.field_wrong_number',
  'customers.field_wrong_money',
  'customers.field_wrong_date',
  'customers.field_wrong_choice',
  'customers.field_wrong_choices',
  'customers.field_wrong_flag',
  'customers.field_wrong_url',
  'customers.field_wrong_person',
] as const;
