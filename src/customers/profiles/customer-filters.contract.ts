import { z } from 'zod';
import { amountMinor, day, dayOrInstant, flag, id } from '#platform/http/contract.ts';
import { where } from '../conditions/conditions.contract.ts';
import type { GivenField } from '../fields/customer-fields.contract.ts';
import { measuredField } from '../quality/measured-fields.contract.ts';
import { cityTier } from '../tiers/tiers.contract.ts';

const choice = z.enum(['true', 'false']).transform((text) => text === 'true');

const someIds = z
  .string()
  .regex(/^[1-9]\d{0,17}(,[1-9]\d{0,17}){0,49}$/, 'must be up to 50 ids with commas')
  .meta({ examples: ['12,13'] });

const dayLength = 'yyyy-mm-dd'.length;
/** As an address has it, percent-encoded: with the rest of a request it has to stay within what servers read. */
export const longestRule = 12_000;

/** How long a text is in an address. */
export const lengthInAddress = (text: string): number =>
  new URLSearchParams({ '': text }).toString().length - 1;

const place = z.string().trim().min(1).max(300);

/** The filters that list, count and export share. Days are days of the organisation's time zone, both ends in. */
export const customerFilters = {
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Name, pinyin, initials, phone, e-mail, external id or company.' }),
  kind: z.enum(['person', 'organisation']).optional(),
  country: z
    .string()
    .regex(/^([A-Z]{2}|none)(,([A-Z]{2}|none))*$/)
    .optional()
    .meta({ description: 'One or more codes with commas; `none` = no country known.' }),
  region: place.optional(),
  city: place.optional(),
  ownerId: z.union([id, z.literal('none')]).optional(),
  hasOrders: z.union([z.boolean(), choice]).optional(),
  minSpendMinor: amountMinor.max(18).optional(),
  maxSpendMinor: amountMinor.max(18).optional(),
  lastOrderFrom: day.optional(),
  lastOrderTo: day.optional(),
  addedFrom: dayOrInstant.optional().meta({
    description: 'When the customer became known here: the first day, or a time.',
  }),
  addedTo: day.optional(),
  source: id.optional().meta({ description: 'Customers that have a record of this source.' }),
  importId: id.optional().meta({ description: 'Customers that this import brought a record of.' }),
  metByImport: id.optional().meta({
    description: 'Customers that this import names, whether it told anything new of them or not.',
  }),
  importOutcome: z
    .enum(['created', 'updated'])
    .optional()
    .meta({ description: 'With `importId`: whether the import made the customer or found it.' }),
  missing: measuredField.optional().meta({
    description:
      'Customers that lack this field; with `source` or `importId` those whose record from there lacks it.',
  }),
  invalid: measuredField.optional().meta({
    description:
      'Customers whose value did not pass its check; with `source` or `importId` the value from there.',
  }),
  filled: measuredField.optional().meta({
    description:
      'Customers who have this field, in doubt or not; with `source` or `importId` those whose record from there has it.',
  }),
  valid: measuredField.optional().meta({
    description:
      'Customers who have this field and whose value passed its check; with `source` or `importId` the value from there.',
  }),
  where: where.optional().meta({
    description:
      'Conditions on fields that all must hold, as JSON: `[["city","is","杭州"],["birthday","before","1990-01-01"],["email","empty"]]`. Fields as `GET /customers/fields` lists them; of several values any will do. Operators: is, isNot, contains, begins, atLeast, atMost, before, after, empty, filled.',
  }),
  tag: id.optional(),
  work: id.optional().meta({ description: 'Customers whom a bulk act of one’s own met.' }),
  workOutcome: z
    .enum(['done', 'unchanged', 'refused'])
    .optional()
    .meta({ description: 'With `work`: what became of them.' }),
  cityTier: z
    .union([cityTier, z.literal('none')])
    .optional()
    .meta({
      description: 'By the table of city tiers; `none` = the city stands in no tier, or is not known.',
    }),
  segment: someIds.optional().meta({
    description: 'Members of any of these segments: ids with commas.',
  }),
  notSegment: someIds.optional().meta({
    description: 'Customers of whom it is known that they are in none of these segments.',
  }),
  segmentMove: z
    .string()
    .regex(/^[1-9]\d{0,17}:(entered|left):\d{4}-\d{2}-\d{2}$/)
    .refine((text) => day.safeParse(text.slice(-dayLength)).success, 'must end in a day')
    .optional()
    .meta({
      description: 'Customers who came into a segment, or left it, on a day: `12:entered:2026-03-05`.',
    }),
  rule: z
    .string()
    .max(longestRule)
    .refine(
      (text) => lengthInAddress(text) <= longestRule,
      `must not be longer than ${longestRule} characters in an address`,
    )
    .optional()
    .meta({
      description:
        'Customers whom a rule of segments means, as JSON; up to 12,000 characters as an address has it.',
    }),
  possibleDuplicate: z.union([z.boolean(), choice]).optional(),
  bin: flag.meta({ description: 'True lists what is in the bin, and only that.' }),
};

/** Filters that other domains answer; this one knows their form alone. */
export const filtersOfOthers = ['segment', 'notSegment', 'segmentMove', 'rule'] as const;

/** What a list may be refused for by what it is narrowed by, here and where others know whom they keep. */
export const filterRefusals = [
  'customers.field_unknown',
  'customers.condition_unfit',
  'customers.field_not_comparable',
  'customers.list_too_slow',
  'customers.field_not_readable',
  'customers.filter_gone',
  'segments.segment_not_readable',
  'segments.segment_not_filled',
  'segments.rule_broken',
  'segments.rule_not_askable',
  'segments.orders_not_readable',
  'segments.order_field_not_readable',
  'segments.too_many_meant',
  'platform.question_too_long',
] as const;

/** Which field each filter asks about; those that are left out ask about none. */
const fieldOfFilter = {
  country: 'country',
  region: 'region',
  city: 'city',
  ownerId: 'ownerId',
  hasOrders: 'orders',
  minSpendMinor: 'spendMinor',
  maxSpendMinor: 'spendMinor',
  lastOrderFrom: 'lastOrderAt',
  lastOrderTo: 'lastOrderAt',
  tag: 'tags',
  cityTier: 'cityTier',
} as const satisfies Partial<Record<keyof CustomerFilters, GivenField>>;

/** The fields that these filters ask about. */
export function fieldsAsked(filters: CustomerFilters): string[] {
  const { missing, invalid, filled, valid, where: asked = [] } = filters;
  const named = [missing, invalid, filled, valid].filter((field) => field !== undefined);
  const told = Object.entries(fieldOfFilter).filter(
    ([filter]) => filters[filter as keyof typeof fieldOfFilter] !== undefined,
  );
  return [...named, ...told.map(([, field]) => field), ...asked.map(([field]) => field)];
}

export type CustomerFilters = z.output<z.ZodObject<typeof customerFilters>>;
