import { z } from 'zod';
import { contract, currency, endpoint, nothing } from '#platform/http/contract.ts';
import { fieldKinds } from './customer-fields.contract.ts';

const field = z.object({
  key: z.string().meta({
    description: 'As in the customer: `postalCode`; `field.<key>` for a field that the organisation added.',
  }),
  kind: z.enum(fieldKinds),
  of: z.enum(['person', 'organisation']).optional().meta({
    description: 'The kind of customer that it belongs to; without it to both.',
  }),
  choices: z.array(z.string()).readonly().optional(),
  label: z.object({ en: z.string(), zh: z.string() }).optional().meta({
    description: 'Of a field that the organisation added.',
  }),
  currency: currency
    .optional()
    .meta({ description: 'Of amounts in another currency than that of the organisation.' }),
  listed: z.boolean().meta({ description: 'A list may show it, and be sorted and filtered by it.' }),
  edited: z.boolean().meta({ description: 'It is set by hand, as part of the customer itself.' }),
});

/** Which fields customers have. */
export const fieldsContract = contract('customers', {
  fields: endpoint({
    method: 'GET',
    path: '/customers/fields',
    summary: 'Lists the fields that customers have, in the order in which pages name them.',
    needs: 'customers.read',
    input: nothing,
    output: z.object({ items: z.array(field) }),
  }),
});
