import { z } from 'zod';
import { contract, count, endpoint, id } from '#platform/http/contract.ts';

const name = z.string().trim().min(1).max(60);

/** A word that people or imports attach to customers. */
export const tag = z.object({ id, name });
export type Tag = z.output<typeof tag>;

const answer = z.object({ items: z.array(tag) });

/** Tags of customers. */
export const tagsContract = contract('customers', {
  tags: endpoint({
    method: 'GET',
    path: '/tags',
    summary: 'Lists all tags by name, with the number of customers that carry each, counted up to 1,000.',
    needs: 'customers.read',
    input: z.strictObject({}),
    output: z.object({ items: z.array(tag.extend({ customers: count, exact: z.boolean() })) }),
  }),
  addTag: endpoint({
    method: 'POST',
    path: '/customers/:id/tags',
    summary: 'Attaches a tag to a customer, made when it is new, and gives back all tags of the customer.',
    needs: 'customers.write',
    input: z.strictObject({ id, name }),
    output: answer,
    fails: ['customers.not_found', 'customers.not_yours'],
  }),
  removeTag: endpoint({
    method: 'DELETE',
    path: '/customers/:id/tags/:tagId',
    summary: 'Takes a tag from a customer and gives back those left.',
    needs: 'customers.write',
    input: z.strictObject({ id, tagId: id }),
    output: answer,
    fails: ['customers.not_found', 'customers.not_yours'],
  }),
  tagMany: endpoint({
    method: 'POST',
    path: '/customers/tags',
    summary: 'Attaches a tag to up to 1,000 customers and says how many did not carry it.',
    needs: 'customers.write',
    input: z.strictObject({ ids: z.array(id).min(1).max(1_000), name }),
    output: z.object({ tag, attached: z.array(id) }),
  }),
  untagMany: endpoint({
    method: 'POST',
    path: '/customers/untag',
    summary: 'Takes a tag from up to 1,000 customers.',
    needs: 'customers.write',
    input: z.strictObject({ tagId: id, ids: z.array(id).min(1).max(1_000) }),
    output: z.object({ removed: count }),
  }),
});
