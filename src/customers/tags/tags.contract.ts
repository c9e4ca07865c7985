import { z } from 'zod';
import { contract, count, endpoint, flag, id, instant } from '#platform/http/contract.ts';
import { work } from '../works/work.contract.ts';

const name = z.string().trim().min(1).max(60);
export const tagColour = z.enum(['grey', 'green', 'blue', 'amber', 'red', 'violet']);
export type TagColour = z.output<typeof tagColour>;

/** A word that people or imports attach to customers. */
export const tag = z.object({ id, name, colour: tagColour });
export type Tag = z.output<typeof tag>;

const answer = z.object({ items: z.array(tag) });

const groupName = z.string().trim().min(1).max(60);
const words = {
  group: groupName.nullable().optional(),
  colour: tagColour.optional(),
  description: z.string().trim().min(1).max(500).nullable().optional(),
  keeperId: id
    .nullable()
    .optional()
    .meta({ description: 'The user who keeps the tag: decides what it means.' }),
};

const tagEntry = tag.extend({
  group: z.string().nullable(),
  description: z.string().nullable(),
  keeperId: id.nullable(),
  archivedAt: instant
    .nullable()
    .meta({ description: 'An archived tag is offered to nobody; who carries it keeps it.' }),
  formerNames: z
    .array(z.object({ id, name: z.string() }))
    .meta({ description: 'Names that lead to this tag since it was renamed or others were merged into it.' }),
  ruled: z.boolean().meta({ description: 'A rule puts it on and off; it cannot be archived or merged.' }),
  version: count,
  customers: count
    .nullable()
    .meta({ description: 'How many carry it, counted up to 1,000; null where not asked for.' }),
  exact: z.boolean(),
});
export type TagEntry = z.output<typeof tagEntry>;

const bulkIds = z.array(id).min(1).max(1_000);

/** Tags of customers. */
export const tagsContract = contract('customers', {
  tags: endpoint({
    method: 'GET',
    path: '/tags',
    summary: 'Lists all tags by name.',
    needs: 'customers.read',
    input: z.strictObject({
      counts: flag.meta({
        description: 'True counts the customers that carry each, which takes longer than all the rest.',
      }),
    }),
    output: z.object({ items: z.array(tagEntry) }),
  }),
  makeTag: endpoint({
    method: 'POST',
    path: '/tags',
    summary: 'Makes a tag that nobody carries yet.',
    needs: 'customers.tags',
    input: z.strictObject({ name, ...words }),
    output: tagEntry,
    fails: ['customers.tag_exists', 'customers.tag_name_taken', 'customers.owner_not_active'],
  }),
  updateTag: endpoint({
    method: 'PATCH',
    path: '/tags/:id',
    summary:
      'Renames a tag, tells more of it, archives it or brings it back; its former name goes on leading to it.',
    needs: 'customers.tags',
    ifMatch: true,
    input: z.strictObject({ id, name: name.optional(), ...words, archived: z.boolean().optional() }),
    output: tagEntry,
    fails: [
      'customers.tag_not_found',
      'customers.version_conflict',
      'customers.tag_exists',
      'customers.tag_name_taken',
      'customers.owner_not_active',
      'customers.tag_ruled',
    ],
  }),
  renameTagGroup: endpoint({
    method: 'POST',
    path: '/tags/groups/rename',
    summary: 'Gives all tags of a group another group, or none.',
    needs: 'customers.tags',
    input: z.strictObject({ group: groupName, to: groupName.nullable() }),
    output: z.object({ tags: count }),
  }),
  mergeSums: endpoint({
    method: 'GET',
    path: '/tags/:id/merge',
    summary: 'Says what merging a tag into another would come to, counted exactly.',
    needs: 'customers.tags',
    input: z.strictObject({ id, into: id }),
    output: z.object({
      customers: count.meta({ description: 'Customers that carry the tag, in the bin too.' }),
      both: count.meta({ description: 'Those of them that carry the other one already.' }),
    }),
    fails: ['customers.needs_all', 'customers.tag_not_found', 'customers.tag_into_itself'],
  }),
  mergeTag: endpoint({
    method: 'POST',
    path: '/tags/:id/merge',
    summary:
      'Merges a tag into another, in the background; its name leads to the other one at once and for good.',
    needs: 'customers.tags',
    input: z.strictObject({ id, into: id }),
    output: work,
    fails: [
      'customers.needs_all',
      'customers.tag_not_found',
      'customers.tag_into_itself',
      'customers.tag_ruled',
    ],
  }),
  dropFormerName: endpoint({
    method: 'DELETE',
    path: '/tags/:id/former-names/:formerId',
    summary: 'Lets a former name go, so that it leads to the tag no more and can be given anew.',
    needs: 'customers.tags',
    input: z.strictObject({ id, formerId: id }),
    output: tagEntry,
    fails: ['customers.tag_not_found', 'customers.tag_still_merging'],
  }),
  addTag: endpoint({
    method: 'POST',
    path: '/customers/:id/tags',
    summary: 'Attaches a tag to a customer, made when it is new, and gives back all tags of the customer.',
    needs: 'customers.write',
    input: z.strictObject({ id, name }),
    output: answer,
    fails: ['customers.not_found', 'customers.not_yours', 'customers.tag_archived'],
  }),
  removeTag: endpoint({
    method: 'DELETE',
    path: '/customers/:id/tags/:tagId',
    summary: 'Takes a tag from a customer and gives back those left.',
    needs: 'customers.write',
    input: z.strictObject({ id, tagId: id }),
    output: answer,
    fails: ['customers.not_found', 'customers.not_yours', 'customers.tag_by_rule'],
  }),
  tagMany: endpoint({
    method: 'POST',
    path: '/customers/tags',
    summary: 'Attaches a tag to up to 1,000 customers and says how many did not carry it.',
    needs: 'customers.write',
    input: z.strictObject({ ids: bulkIds, name }),
    output: z.object({ tag, attached: z.array(id) }),
    fails: ['customers.tag_archived'],
  }),
  untagMany: endpoint({
    method: 'POST',
    path: '/customers/untag',
    summary: 'Takes a tag from up to 1,000 customers; who carries it by its rule keeps it.',
    needs: 'customers.write',
    input: z.strictObject({ tagId: id, ids: bulkIds }),
    output: z.object({ removed: count }),
  }),
});
