import { z } from 'zod';
import { contract, count, endpoint, fileOutput, id, page, pageInput } from '#platform/http/contract.ts';
import { customEditRefusals } from '../custom-fields/custom-value.contract.ts';
import { customerEdit } from '../profiles/customer-edit.contract.ts';
import { customerFilters, filterRefusals } from '../profiles/customer-filters.contract.ts';
import { exportInput } from '../profiles/customer-list.contract.ts';
import { work } from './work.contract.ts';

/** The given fields that can be set for many at once; custom ones that are not unique can be too. */
export const bulkFields = [
  'gender',
  'language',
  'timeZone',
  'country',
  'region',
  'city',
  'district',
  'company',
  'occupation',
  'cameFrom',
] as const;
export type BulkField = (typeof bulkFields)[number];

const bulkEdit = customerEdit
  .pick({
    ...(Object.fromEntries(bulkFields.map((field) => [field, true])) as Record<BulkField, true>),
    customFields: true,
  })
  .refine(
    ({ customFields, ...given }) => Object.keys(given).length + Object.keys(customFields ?? {}).length === 1,
    'must name exactly one field',
  );

/** What can be done to many customers at once. */
export const bulkAct = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), name: z.string().trim().min(1).max(60) }),
  z.strictObject({ kind: z.literal('untag'), tagId: id }),
  z.strictObject({ kind: z.literal('assign'), ownerId: id.nullable() }),
  z.strictObject({ kind: z.literal('edit'), change: bulkEdit }),
  z.strictObject({ kind: z.literal('bin') }),
  z.strictObject({ kind: z.literal('restore') }),
]);
export type BulkAct = z.output<typeof bulkAct>;

/** Who is meant: these customers, or all that the filters of a list keep. */
export const meant = z.union([
  z.strictObject({ ids: z.array(id).min(1).max(10_000) }),
  z.strictObject({ filters: z.strictObject(customerFilters) }),
]);
export type Meant = z.output<typeof meant>;
/** The same as a caller writes it. */
export type MeantInput = z.input<typeof meant>;

const ofOne = z.strictObject({ id });

/** Work on many customers in the background: bulk acts, exports and merged tags, with what came of them. */
export const worksContract = contract('customers', {
  works: endpoint({
    method: 'GET',
    path: '/customers/works',
    summary:
      'Lists background work on customers, the newest first: one’s own, to administrators everybody’s.',
    needs: 'customers.read',
    input: z.strictObject(pageInput),
    output: page(work),
    fails: ['platform.wrong_cursor'],
  }),
  work: endpoint({
    method: 'GET',
    path: '/customers/works/:id',
    summary: 'Gives one piece of background work: how far it is, or what came of it.',
    needs: 'customers.read',
    input: ofOne,
    output: work,
    fails: ['customers.work_not_found'],
  }),
  previewWork: endpoint({
    method: 'POST',
    path: '/customers/works/preview',
    summary: 'Counts exactly whom a bulk act would meet, and how many of them the caller may change.',
    needs: 'customers.write',
    input: z.strictObject({ meant }),
    output: z.object({ customers: count, changeable: count }),
    fails: [...filterRefusals],
  }),
  startWork: endpoint({
    method: 'POST',
    path: '/customers/works',
    summary: 'Does one thing to many customers, in the background; who is meant is fixed when it begins.',
    needs: 'customers.write',
    input: z.strictObject({ act: bulkAct, meant }),
    output: work,
    fails: [
      'customers.owner_not_active',
      'customers.time_zone_unknown',
      'customers.field_not_writable',
      'customers.field_unique_for_many',
      ...customEditRefusals,
      'customers.tag_archived',
      'customers.tag_not_found',
      ...filterRefusals,
    ],
  }),
  startExport: endpoint({
    method: 'POST',
    path: '/customers/works/export',
    summary: 'Exports the customers of a list in the background; the file is kept for seven days.',
    needs: 'customers.export',
    input: z.strictObject(exportInput),
    output: work,
    fails: ['customers.export_by_program', ...filterRefusals],
  }),
  exportFile: endpoint({
    method: 'GET',
    path: '/customers/works/:id/file',
    summary: 'Downloads the file of an export.',
    needs: 'customers.export',
    input: ofOne,
    output: fileOutput,
    download: true,
    fails: ['customers.work_not_found', 'customers.export_expired'],
  }),
  cancelWork: endpoint({
    method: 'POST',
    path: '/customers/works/:id/cancel',
    summary: 'Stops background work; what is done stays done. A merged tag cannot be stopped.',
    needs: 'customers.read',
    input: ofOne,
    output: work,
    fails: ['customers.work_not_found', 'customers.work_not_stoppable'],
  }),
  retryWork: endpoint({
    method: 'POST',
    path: '/customers/works/:id/retry',
    summary:
      'Lets one’s own work that failed or was stopped go on where it ended, with those who were meant; an export is written anew.',
    needs: 'customers.read',
    input: ofOne,
    output: work,
    fails: ['customers.work_not_found', 'customers.work_not_repeatable'],
  }),
});
