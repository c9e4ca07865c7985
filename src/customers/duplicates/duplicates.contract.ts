import { z } from 'zod';
import { contract, count, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';
import { shownDay } from '../fields/customer-fields.contract.ts';

const sharedKind = z.enum(['phone', 'email']);
const pairState = z.enum(['open', 'different']);

/** One of the two, with what tells whether they are one. */
const pairSide = z.object({
  id,
  displayName: z.string(),
  kind: z.enum(['person', 'organisation']),
  phones: z.array(z.string()),
  emails: z.array(z.string()),
  gender: z.string().nullable(),
  birthday: shownDay.nullable(),
  company: z.string().nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  address: z.string().nullable(),
  orders: count.nullable(),
  createdAt: instant,
  sources: z.array(z.string()),
});

/** Two customers who share a phone or an e-mail and were kept apart, since their names differ. */
const possibleDuplicate = z.object({
  customer: pairSide.meta({ description: 'The one that came later.' }),
  other: pairSide,
  kind: sharedKind,
  value: z.string().nullable().meta({ description: 'What they share; null for whom the field is hidden.' }),
  isShared: z.boolean().meta({ description: 'The value is marked as belonging to several.' }),
  state: pairState,
  importId: id.nullable(),
  createdAt: instant,
});
export type PossibleDuplicate = z.output<typeof possibleDuplicate>;

const pairKeys = { id, otherId: id };

/** Customers who may be one and the same, and values that several people share. */
export const duplicatesContract = contract('customers', {
  possibleDuplicates: endpoint({
    method: 'GET',
    path: '/possible-duplicates',
    summary: 'Lists pairs of customers who share a phone or e-mail and were kept apart, newest first.',
    needs: 'customers.read',
    countsReads: 'customers',
    input: z.strictObject({
      ...pageInput,
      state: pairState.default('open').meta({
        description: '`open` leaves out pairs whose value is marked as shared.',
      }),
      importId: id.optional(),
    }),
    output: page(possibleDuplicate),
    fails: ['platform.wrong_cursor'],
  }),
  countPossibleDuplicates: endpoint({
    method: 'GET',
    path: '/possible-duplicates/count',
    summary: 'Counts open pairs, up to 10,000.',
    needs: 'customers.read',
    input: z.strictObject({ importId: id.optional() }),
    output: z.object({ count, exact: z.boolean() }),
  }),
  ofCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/possible-duplicates',
    summary: 'Lists the pairs that a customer stands in, at most 20.',
    needs: 'customers.read',
    input: z.strictObject({ id }),
    output: z.object({ items: z.array(possibleDuplicate) }),
    fails: ['customers.not_found'],
  }),
  judge: endpoint({
    method: 'PATCH',
    path: '/possible-duplicates/:id/:otherId',
    summary: 'Says that two customers are different people, or takes that back.',
    needs: 'customers.write',
    input: z.strictObject({ ...pairKeys, state: pairState }),
    output: possibleDuplicate,
    fails: ['customers.pair_not_found'],
  }),
  share: endpoint({
    method: 'POST',
    path: '/shared-values',
    summary:
      'Marks a phone or e-mail as shared by several (a family, a shop), so that it no longer tells who somebody is.',
    needs: 'customers.write',
    input: z.strictObject({ kind: sharedKind, value: z.string().min(1).max(300), isShared: z.boolean() }),
    output: z.object({ kind: sharedKind, value: z.string(), isShared: z.boolean() }),
    fails: ['customers.needs_all'],
  }),
});
