import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { measuredField } from '../quality/measured-fields.contract.ts';

const trust = z.number().int().min(0).max(100);

/** Where records come from, and how far it is believed. */
export const source = z.object({
  id,
  name: z.string(),
  trust: trust.meta({
    description: '0 to 100: of two sources that say different things the higher one is believed.',
  }),
  fieldTrust: z
    .partialRecord(measuredField, trust)
    .meta({ description: 'Where a field is trusted otherwise than the source as a whole.' }),
  version: count,
  createdAt: instant,
});
export type Source = z.output<typeof source>;

/** Where records come from. */
export const sourcesContract = contract('customers', {
  sources: endpoint({
    method: 'GET',
    path: '/sources',
    summary: 'Lists the sources that customers and orders came from.',
    needs: 'customers.read',
    input: nothing,
    output: z.object({ items: z.array(source) }),
  }),
  counts: endpoint({
    method: 'GET',
    path: '/sources/counts',
    summary: 'Counts the records of every source, and says when it last brought something.',
    needs: 'customers.read',
    input: nothing,
    output: z.object({
      items: z.array(z.object({ id, records: count, lastAt: instant.nullable() })),
    }),
  }),
  updateSource: endpoint({
    method: 'PATCH',
    path: '/sources/:id',
    summary: 'Renames a source or changes how far it is trusted; customers follow with their next change.',
    needs: 'customers.write',
    ifMatch: true,
    input: z.strictObject({
      id,
      name: z.string().trim().min(1).max(200).optional(),
      trust: trust.optional(),
      fieldTrust: z
        .partialRecord(measuredField, trust.nullable())
        .optional()
        .meta({ description: 'Only the fields named change; null takes the exception away.' }),
    }),
    output: source,
    fails: [
      'customers.needs_all',
      'customers.source_not_found',
      'customers.version_conflict',
      'customers.source_name_taken',
    ],
  }),
  recomputeSource: endpoint({
    method: 'POST',
    path: '/sources/:id/recompute',
    summary: 'Computes the customers of a source anew in the background, as its trust is now.',
    needs: 'customers.write',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['customers.needs_all', 'customers.source_not_found'],
  }),
});
