import { z } from 'zod';
import { contract, count, endpoint, id, instant } from '#platform/http/contract.ts';

/** The record that a value came with. */
const recordRef = z.object({
  recordId: id,
  sourceId: id,
  sourceName: z.string(),
  importId: id.nullable(),
  rowNo: z.string().nullable(),
  receivedAt: instant,
  trust: count.meta({ description: 'How far the source is trusted in this field, 0 to 100.' }),
});
export type RecordRef = z.output<typeof recordRef>;

const cleaning = {
  before: z.string().nullable().meta({ description: 'What stood there before cleaning; null = the same.' }),
  rules: z.array(z.string()).meta({ description: 'Codes of the rules that changed it.' }),
  problem: z.string().nullable().meta({ description: 'Code of the check that it failed.' }),
  suggestion: z.string().nullable(),
};

/** Why a record does not give the value, against the one that does. */
const lostBy = z.enum([
  'byHand',
  'place',
  'trust',
  'leads',
  'time',
  'completeness',
  'row',
  'unreadable',
  'next',
]);
export type LostBy = z.output<typeof lostBy>;

const claim = z.object({
  record: recordRef,
  value: z.string().nullable().meta({ description: 'Null where it could not be read; see `before`.' }),
  ...cleaning,
  lostBy: lostBy.meta({
    description:
      '`place` = it is part of another place; `next` = it will stand with the next change of the customer.',
  }),
});
export type Claim = z.output<typeof claim>;

const origin = z.object({
  field: z.string().meta({
    description:
      'As in the customer: `postalCode`, `field.<key>` for custom fields, `custom.<name>` for further columns.',
  }),
  value: z.string().nullable(),
  from: z.enum(['record', 'person', 'unknown']),
  record: recordRef.nullable(),
  person: z
    .object({ actor: z.string(), at: instant.nullable() })
    .nullable()
    .meta({ description: 'Who set it by hand, as `user:12`, and when.' }),
  ...cleaning,
  others: z.array(claim).meta({ description: 'What other records say, the strongest first.' }),
});
export type Origin = z.output<typeof origin>;

const contactOrigin = z.object({
  contactPointId: id,
  from: z.enum(['record', 'person']),
  records: z.array(recordRef.extend({ entered: z.string(), ...cleaning })),
});
export type ContactOrigin = z.output<typeof contactOrigin>;

/** Where the values of a customer come from. */
export const originsContract = contract('customers', {
  origins: endpoint({
    method: 'GET',
    path: '/customers/:id/origins',
    summary:
      'Says of every value of a customer where it came from, what it was before cleaning, and what else was said.',
    needs: 'customers.read',
    input: z.strictObject({ id }),
    output: z.object({ fields: z.array(origin), contactPoints: z.array(contactOrigin) }),
    fails: ['customers.not_found'],
  }),
  release: endpoint({
    method: 'POST',
    path: '/customers/:id/release',
    summary: 'Lets the records decide again about a field that was set by hand.',
    needs: 'customers.write',
    input: z.strictObject({ id, field: z.string().min(1).max(200) }),
    output: z.object({ id }),
    fails: ['customers.not_found', 'customers.not_yours', 'customers.not_set_by_hand'],
  }),
});
