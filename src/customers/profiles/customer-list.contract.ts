import { z } from 'zod';
import { stableKey } from '../custom-fields/custom-value.contract.ts';
import { listedGivenFields } from '../fields/customer-fields.contract.ts';
import { customerFilters } from './customer-filters.contract.ts';

/** A field that a list may show and be sorted by. */
const listedField = z.union([z.enum(listedGivenFields), z.templateLiteral(['field.', stableKey])]);
export type ListedField = z.output<typeof listedField>;

/** Fields as columns, in this order; in an address with commas. */
export const listedColumns = z
  .union([
    z
      .string()
      .max(3_000)
      .transform((text) => text.split(','))
      .pipe(z.array(listedField).min(1).max(60)),
    z.array(listedField).min(1).max(60),
  ])
  .optional();

/** How a list is sorted. */
export const sorting = {
  sort: listedField
    .default('createdAt')
    .meta({ description: 'A field as `GET /customers/fields` lists it; whoever has no value comes last.' }),
  direction: z
    .enum(['asc', 'desc'])
    .optional()
    .meta({ description: 'By default ascending for names, else descending.' }),
};

/** What is exported, and how. */
export const exportInput = {
  ...customerFilters,
  ...sorting,
  columns: listedColumns.meta({
    description:
      'Fields with commas: the columns of the file behind the number of the customer. By default all; those that the caller may not see are left out.',
  }),
};
