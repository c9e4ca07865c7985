import { z } from 'zod';
import { contract, count, endpoint, id, nothing } from '#platform/http/contract.ts';

const name = z.string().trim().min(1).max(60);
/** With whom a view is shared: nobody, the team of its owner, everybody. */
export const viewSharing = z.enum(['me', 'team', 'all']);

const search = z
  .record(z.string().min(1).max(40), z.string().min(1).max(4_000))
  .refine((words) => Object.keys(words).length <= 40, 'at most 40 words')
  .meta({ description: 'Words of the address of the list: filters, columns, sort.' });

/** A list of customers as somebody saved it. What a reader may not see, it does not show them. */
export const savedView = z.object({
  id,
  name: z.string(),
  ownerId: id,
  shared: viewSharing,
  mayChange: z.boolean(),
  search: z.record(z.string(), z.string()),
  version: count,
});
export type SavedView = z.output<typeof savedView>;

/** Saved views of the list of customers. */
export const viewsContract = contract('customers', {
  views: endpoint({
    method: 'GET',
    path: '/customers/views',
    summary:
      'Lists the saved views that are one’s own, one’s team’s or everybody’s, and with which the list opens.',
    needs: 'customers.read',
    input: nothing,
    output: z.object({ items: z.array(savedView), opening: id.nullable() }),
  }),
  saveView: endpoint({
    method: 'POST',
    path: '/customers/views',
    summary: 'Saves a list as a view.',
    needs: 'customers.read',
    input: z.strictObject({ name, shared: viewSharing.default('me'), search }),
    output: savedView,
    fails: ['customers.views_of_users', 'customers.too_many_views'],
  }),
  updateView: endpoint({
    method: 'PATCH',
    path: '/customers/views/:id',
    summary: 'Renames or shares a view, or saves it as the list is now.',
    needs: 'customers.read',
    ifMatch: true,
    input: z.strictObject({
      id,
      name: name.optional(),
      shared: viewSharing.optional(),
      search: search.optional(),
    }),
    output: savedView,
    fails: [
      'customers.views_of_users',
      'customers.view_not_found',
      'customers.view_not_yours',
      'customers.version_conflict',
    ],
  }),
  removeView: endpoint({
    method: 'DELETE',
    path: '/customers/views/:id',
    summary: 'Removes a view, for all with whom it was shared.',
    needs: 'customers.read',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['customers.views_of_users', 'customers.view_not_found', 'customers.view_not_yours'],
  }),
  openWithView: endpoint({
    method: 'PUT',
    path: '/customers/opening-view',
    summary: 'Says with which view one’s list opens; null = with all customers.',
    needs: 'customers.read',
    input: z.strictObject({ viewId: id.nullable() }),
    output: nothing,
    fails: ['customers.views_of_users', 'customers.view_not_found'],
  }),
});
