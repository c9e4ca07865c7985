import { z } from 'zod';
import type { KindWithFields } from '#platform/access/field-rights.contract.ts';
import { contract, count, currency, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { activityType } from '../activities/activities.contract.ts';
import { customFieldType, mostChoices, stableKey } from './custom-value.contract.ts';

const text = z.string().trim().min(1).max(80);
/** A text in both languages; where only one was given, it stands for both. */
const bothTexts = z.object({ en: z.string(), zh: z.string() });
export type BothTexts = z.output<typeof bothTexts>;

const eitherText = z
  .strictObject({ en: text.optional(), zh: text.optional() })
  .refine(({ en, zh }) => en !== undefined || zh !== undefined, 'needs a text in one language')
  .meta({ description: 'In English, Chinese, or both; what is left out is as the other.' });
export type EitherText = z.output<typeof eitherText>;

/** Of what kinds of its owner a field may be; of orders there are none. */
export const kindsOfOwner = {
  customer: ['person', 'organisation'],
  order: [],
  activity: activityType.options,
} as const;

const customFieldKind = z.enum([...kindsOfOwner.customer, ...kindsOfOwner.activity]);
export type CustomFieldKind = z.output<typeof customFieldKind>;

/** What a field is of. */
export const fieldOwner = z.enum(['customer', 'order', 'activity']);
export type FieldOwner = z.output<typeof fieldOwner>;

/** What somebody needs, one of these, to meet the fields of something. */
export const meetsFieldsOf = {
  customer: ['customers.read'],
  order: ['commerce.read', 'commerce.write'],
  activity: ['customers.read'],
} as const satisfies Record<FieldOwner, readonly string[]>;

/** The kind of record whose field rights speak for the custom fields of these. */
export function guardedAs(of: FieldOwner): KindWithFields {
  return of === 'order' ? 'orders' : 'customers';
}

const choice = z.object({
  key: stableKey,
  label: bothTexts,
  archived: z.boolean().meta({ description: 'Kept where it was chosen, offered no more.' }),
});
export type CustomChoice = z.output<typeof choice>;

const choiceInput = z.strictObject({
  key: stableKey.optional().meta({ description: 'Left out for a new one: the server makes one.' }),
  label: eitherText,
  archived: z.boolean().optional(),
});

/** Fields in use at one time. */
export const mostFields = 200;
export const mostGroups = 50;

export const customField = z.object({
  id,
  key: stableKey,
  type: customFieldType,
  of: fieldOwner,
  kinds: z.array(customFieldKind).meta({
    description:
      'Of a field of customers: of persons, organisations or both; of one of activities: of which types; else none.',
  }),
  groupId: id.nullable(),
  label: bothTexts,
  hint: bothTexts.nullable(),
  choices: z.array(choice),
  currency: currency.nullable().meta({ description: 'Of `money`.' }),
  required: z.boolean().meta({ description: 'Nobody makes one by hand without it, nor clears it.' }),
  unique: z.boolean().meta({ description: 'No two have the same value.' }),
  archivedAt: instant.nullable(),
  version: count,
});
export type CustomField = z.output<typeof customField>;

const fieldGroup = z.object({ id, label: bothTexts });
export type FieldGroup = z.output<typeof fieldGroup>;

const changeable = {
  kinds: z.array(customFieldKind).min(1).max(10).optional().meta({ description: 'All where left out.' }),
  groupId: id.nullable().optional(),
  label: eitherText.optional(),
  hint: eitherText.nullable().optional(),
  choices: z.array(choiceInput).max(mostChoices).optional(),
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
};

const refusals = [
  'customers.needs_all',
  'customers.field_group_not_found',
  'customers.field_choices_wrong',
  'customers.field_not_of_type',
  'customers.field_values_repeat',
  'customers.field_values_too_long',
  'customers.field_values_too_many',
];

/** The fields that the organisation adds to customers, orders and activities, and the headings under which they stand. */
export const customFieldsContract = contract('customers', {
  customFields: endpoint({
    method: 'GET',
    path: '/custom-fields',
    summary:
      'Lists the custom fields of customers, orders and activities that the caller may see something of, in their order, archived ones too, with their headings; all of them for whoever keeps them.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ groups: z.array(fieldGroup), items: z.array(customField) }),
  }),
  countCustomValues: endpoint({
    method: 'GET',
    path: '/custom-fields/usage',
    summary:
      'Counts the customers that have a value, by field of customers, in up to 100,000 customers with values.',
    needs: 'customers.fields',
    input: nothing,
    output: z.object({
      items: z.array(z.object({ id, count })),
      exact: z.boolean().meta({ description: 'False: there are at least as many.' }),
    }),
    fails: ['customers.list_too_slow'],
  }),
  createCustomField: endpoint({
    method: 'POST',
    path: '/custom-fields',
    summary:
      'Adds a field to customers, orders or activities; forms, lists, filters, the API and exports have it at once.',
    needs: 'customers.fields',
    input: z.strictObject({
      ...changeable,
      key: stableKey.optional(),
      type: customFieldType,
      of: fieldOwner.optional().meta({ description: '`customer` where left out; never changed.' }),
      label: eitherText,
      currency: currency.optional().meta({ description: 'Of `money`; by default that of the organisation.' }),
    }),
    output: customField,
    fails: [...refusals, 'customers.field_key_taken', 'customers.too_many_fields'],
  }),
  updateCustomField: endpoint({
    method: 'PATCH',
    path: '/custom-fields/:id',
    summary: 'Edits a field; its key, type and currency stay as they were made.',
    needs: 'customers.fields',
    ifMatch: true,
    input: z.strictObject({
      id,
      ...changeable,
      archived: z
        .boolean()
        .optional()
        .meta({ description: 'Out of use: values stay and come back with it.' }),
    }),
    output: customField,
    fails: [
      ...refusals,
      'customers.field_not_found',
      'customers.field_changed',
      'customers.field_choice_in_use',
      'customers.too_many_fields',
    ],
  }),
  orderCustomFields: endpoint({
    method: 'PUT',
    path: '/custom-fields/order',
    summary: 'Puts fields into this order; those not named follow as they were.',
    needs: 'customers.fields',
    input: z.strictObject({ ids: z.array(id).min(1).max(1_000) }),
    output: nothing,
    fails: ['customers.needs_all'],
  }),
  createFieldGroup: endpoint({
    method: 'POST',
    path: '/custom-field-groups',
    summary: 'Adds a heading for custom fields, behind the others.',
    needs: 'customers.fields',
    input: z.strictObject({ label: eitherText }),
    output: fieldGroup,
    fails: ['customers.needs_all', 'customers.too_many_field_groups'],
  }),
  renameFieldGroup: endpoint({
    method: 'PATCH',
    path: '/custom-field-groups/:id',
    summary: 'Renames a heading.',
    needs: 'customers.fields',
    input: z.strictObject({ id, label: eitherText }),
    output: fieldGroup,
    fails: ['customers.needs_all', 'customers.field_group_not_found'],
  }),
  removeFieldGroup: endpoint({
    method: 'DELETE',
    path: '/custom-field-groups/:id',
    summary: 'Removes a heading; its fields stay, without one.',
    needs: 'customers.fields',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['customers.needs_all', 'customers.field_group_not_found'],
  }),
});
