import { z } from 'zod';
import { customEdits } from '#customers/public.contract.ts';
import { currency, id, instant } from '#platform/http/contract.ts';

const label = z.string().trim().min(1).max(200);

/** Up to 14 digits before the point and 6 after it, as the table holds. */
const exact = z
  .string()
  .trim()
  .regex(/^-?\d{1,14}(\.\d{1,6})?$/, 'must be a decimal with at most 6 places')
  .meta({ description: 'An exact decimal with at most 6 places, as text.' });

/** A line to write: the product by id, or by code (made when the code is new). */
export const newLine = z.strictObject({
  productId: id.optional(),
  productCode: label.optional(),
  productName: z.string().trim().min(1).max(500).optional(),
  description: z.string().trim().max(500).optional(),
  quantity: exact,
  unitPrice: exact,
});

export type NewLine = z.output<typeof newLine>;

export const newOrder = z.strictObject({
  number: label.optional().meta({ description: 'Made up when missing.' }),
  kind: z.enum(['sale', 'return']).default('sale'),
  customerId: id.optional().meta({ description: 'Without one it is a guest order.' }),
  orderedAt: instant.optional().meta({ description: 'Now when missing.' }),
  store: label.optional(),
  channel: label.optional(),
  brand: label.optional(),
  seller: label.optional(),
  currency: currency.optional().meta({ description: "The organisation's when missing." }),
  originalOrderId: id.optional().meta({ description: 'The sale that a return undoes.' }),
  customFields: customEdits.optional(),
  lines: z.array(newLine).min(1).max(1000),
});

export type NewOrder = z.output<typeof newOrder>;

export const orderEdit = z.strictObject({
  id,
  orderedAt: instant.optional(),
  store: label.nullable().optional(),
  channel: label.nullable().optional(),
  brand: label.nullable().optional(),
  seller: label.nullable().optional(),
  customFields: customEdits.optional(),
});

export const orderCancel = z.strictObject({
  id,
  kind: z.enum(['cancellation', 'return']).default('cancellation'),
  number: label.optional().meta({ description: 'C and the number of the sale when missing.' }),
  orderedAt: instant.optional().meta({ description: 'Now when missing.' }),
  lines: z
    .array(
      z.strictObject({
        productId: id.nullable(),
        occurrence: z.number().int().positive().default(1),
        quantity: exact.meta({ description: 'How much of the line to undo; positive for a line of a sale.' }),
      }),
    )
    .min(1)
    .max(1000)
    .optional()
    .meta({ description: 'Everything that is left when missing.' }),
});
