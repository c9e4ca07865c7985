import { z } from 'zod';
import { contract, count, endpoint, id, instant } from '#platform/http/contract.ts';
import { measuredField } from './measured-fields.contract.ts';

/** How one field stands: of `expected` so many are filled, of those so many did not pass their check. */
const fieldQuality = z.object({
  field: measuredField,
  expected: count.meta({ description: 'Customers (or records) for whom the field makes sense.' }),
  filled: count,
  invalid: count,
});
export type FieldQuality = z.output<typeof fieldQuality>;

/** How complete and how valid what is known of customers is. */
export const qualityContract = contract('customers', {
  dataQuality: endpoint({
    method: 'GET',
    path: '/data-quality',
    summary:
      'Measures every field: of customers, or with `source` or `importId` of the records that came from there.',
    needs: 'customers.read',
    input: z.strictObject({ source: id.optional(), importId: id.optional() }),
    output: z.object({
      of: z.enum(['customers', 'records']),
      total: count,
      fields: z.array(fieldQuality),
      measuredAt: instant,
    }),
  }),
  bySource: endpoint({
    method: 'GET',
    path: '/data-quality/sources',
    summary: 'Measures every field of the records of every source, one walk over all records.',
    needs: 'customers.read',
    input: z.strictObject({}),
    output: z.object({
      items: z.array(
        z.object({ sourceId: id, sourceName: z.string(), total: count, fields: z.array(fieldQuality) }),
      ),
      measuredAt: instant,
    }),
  }),
});
