import { z } from 'zod';
import { amountMinor, contract, count, endpoint, id, instant } from '#platform/http/contract.ts';

/**
 * works_at: a person at an organisation. household: two persons under one roof, alike in both directions.
 * referred_by: whoever brought this customer.
 */
export const relationKind = z.enum(['works_at', 'household', 'referred_by']);

/** A relation as seen from one customer; `in` means that the other one holds it: the employee of a firm. */
export const relationEntry = z.object({
  kind: relationKind,
  direction: z.enum(['out', 'in']),
  customerId: id.meta({ description: 'The customer at the other end.' }),
  customerKind: z.enum(['person', 'organisation']),
  displayName: z.string(),
  role: z.string().nullable(),
  since: instant,
});

export const circleMember = z.object({
  customerId: id,
  kind: z.enum(['person', 'organisation']),
  displayName: z.string(),
  role: z.string().nullable().meta({ description: 'Of a person at the organisation.' }),
  orders: count.nullable(),
  spendMinor: amountMinor.nullable(),
});

const relations = z.object({ items: z.array(relationEntry) });

export const relationsContract = contract('customers', {
  listRelations: endpoint({
    method: 'GET',
    path: '/customers/:id/relations',
    summary: 'Lists the customers that this one is related to, at most 200.',
    needs: 'customers.read',
    input: z.strictObject({ id }),
    output: relations,
    fails: ['customers.not_found'],
  }),
  circle: endpoint({
    method: 'GET',
    path: '/customers/:id/circle',
    summary:
      'Lists the household of a person, or an organisation and its people: at most 100, each once, with their totals summed up.',
    needs: 'customers.read',
    countsReads: 'customers',
    input: z.strictObject({ id }),
    output: z.object({
      items: z.array(circleMember),
      orders: count.nullable(),
      spendMinor: amountMinor.nullable(),
      more: z.boolean().meta({ description: 'There are more, which the sums leave out.' }),
    }),
    fails: ['customers.not_found'],
  }),
  addRelation: endpoint({
    method: 'POST',
    path: '/customers/:id/relations',
    summary: 'Relates this customer to another; the same relation again changes its role.',
    needs: 'customers.write',
    input: z.strictObject({
      id,
      kind: relationKind,
      relatedId: id,
      role: z.string().trim().min(1).max(100).optional(),
    }),
    output: relations,
    fails: [
      'customers.not_found',
      'customers.not_yours',
      'customers.related_not_found',
      'customers.relation_unfit',
    ],
  }),
  removeRelation: endpoint({
    method: 'DELETE',
    path: '/customers/:id/relations/:kind/:relatedId',
    summary: 'Ends a relation, whichever of the two holds it.',
    needs: 'customers.write',
    input: z.strictObject({ id, kind: relationKind, relatedId: id }),
    output: relations,
    fails: ['customers.not_found', 'customers.not_yours', 'customers.relation_not_found'],
  }),
});

export type CircleMember = z.output<typeof circleMember>;
export type RelationKind = z.output<typeof relationKind>;
export type RelationEntry = z.output<typeof relationEntry>;
