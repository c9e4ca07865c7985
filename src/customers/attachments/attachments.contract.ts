import { z } from 'zod';
import {
  bigCount,
  contract,
  count,
  endpoint,
  fileOutput,
  id,
  instant,
  nothing,
} from '#platform/http/contract.ts';

/** At most this much in one file, in all files of a customer, and this many files. */
export const attachmentLimits = {
  fileBytes: 25 * 1024 * 1024,
  customerBytes: 250 * 1024 * 1024,
  files: 100,
} as const;

export const attachment = z.object({
  id,
  fileName: z.string(),
  type: z.string().meta({ description: 'By what the file begins with, whatever its name says.' }),
  sizeBytes: bigCount,
  addedBy: z.string().meta({ description: '`user:12`, `system` or `operator`.' }),
  addedAt: instant,
  activityId: id.nullable().meta({ description: 'The activity that it was added to.' }),
});

const ofOne = { id, attachmentId: id };
const missing = ['customers.not_found', 'customers.attachment_not_found'] as const;

export const attachmentsContract = contract('customers', {
  attachments: endpoint({
    method: 'GET',
    path: '/customers/:id/attachments',
    summary: 'Lists the files that are kept with a customer, the newest first.',
    needs: 'customers.read',
    input: z.strictObject({ id }),
    output: z.object({ items: z.array(attachment), files: count, bytes: bigCount }),
    countsReads: 'attachments',
    fails: ['customers.not_found'],
  }),
  addAttachment: endpoint({
    method: 'POST',
    path: '/customers/:id/attachments',
    summary: 'Keeps a file with a customer; when this answers, the file is safe on disk.',
    needs: 'customers.write',
    upload: true,
    input: z.strictObject({
      id,
      fileName: z.string().trim().min(1).max(255),
      activityId: id.optional().meta({ description: 'The note, call or visit that it belongs to.' }),
    }),
    output: attachment,
    fails: [
      'customers.not_found',
      'customers.not_yours',
      'customers.activity_not_found',
      'customers.attachment_empty',
      'customers.attachment_broken',
      'customers.attachment_too_large',
      'customers.attachments_full',
      'customers.attachment_no_room',
    ],
  }),
  attachmentFile: endpoint({
    method: 'GET',
    path: '/customers/:id/attachments/:attachmentId/file',
    summary: 'Downloads a file that is kept with a customer.',
    needs: 'customers.read',
    download: true,
    input: z.strictObject(ofOne),
    output: fileOutput,
    fails: missing,
  }),
  removeAttachment: endpoint({
    method: 'DELETE',
    path: '/customers/:id/attachments/:attachmentId',
    summary: 'Removes a file from a customer, for good.',
    needs: 'customers.write',
    input: z.strictObject(ofOne),
    output: nothing,
    fails: [...missing, 'customers.not_yours'],
  }),
});

export type Attachment = z.output<typeof attachment>;
