import { z } from 'zod';
import {
  contract,
  count,
  endpoint,
  fileOutput,
  id,
  instant,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';
import { demoOptions, importOptions, importOptionsEdit, usualSeed } from './import-options.contract.ts';
import { cleaning, outcomeRow, rowOutcomes } from './outcome-rows.contract.ts';
import { dialect, fileKind, mapping, preview } from './reading/reading.contract.ts';
import { readingErrorCatalogue } from './reading/reading-errors.contract.ts';
import { fileParts } from './unpacking/parts.contract.ts';

export type { OutcomeRow, RowOutcome } from './outcome-rows.contract.ts';

const importStates = [
  'draft',
  'queued',
  'running',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const;
/** rowsIn = created + updated + unchanged + skipped + failed, always. */
export const importSums = z.object({
  rowsIn: count,
  created: count,
  updated: count,
  unchanged: count,
  skipped: count,
  failed: count,
  orders: count,
  orderLines: count,
  cancellations: count,
  guestLines: count,
  customers: count,
  /** Rows whose values cleaning changed or could not read. */
  cleaned: count,
  /** Customers who share a phone or an e-mail and were kept apart. */
  possibleDuplicates: count,
});
export type ImportSums = z.infer<typeof importSums>;

export const importRow = importSums.extend({
  id,
  kind: z.enum(['orders', 'customers', 'activities', 'demo']),
  title: z.string(),
  /** Drafts of files that came together carry the same text. */
  batch: z.string().nullable(),
  /** The entry of a zip or the sheet of a workbook that is read; null: the file itself. */
  part: z.string().nullable(),
  state: z.enum(importStates),
  /** Share of the work that is stored, 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Seconds left at the speed so far; null where nothing can be told. */
  secondsLeft: z.number().int().nullable(),
  /** What holds it up; it goes on by itself when that is over. Null: nothing. */
  waitsFor: z.enum(['diskFull', 'databaseAway']).nullable(),
  cancelRequested: z.boolean(),
  error: z
    .object({
      code: z.string(),
      detail: z.string().optional(),
      /** What the text of the code names, as the sheet and the row behind which it is damaged. */
      values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable(),
  createdBy: z.string(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** What undoing came to so far: customers and other things put back or removed, and what was left; null: not undone. */
  undo: z
    .object({
      restored: count,
      removed: count,
      kept: count,
      removedOrders: count,
      removedActivities: count,
      restoredOrders: count,
      restoredActivities: count,
      undoneAt: instant.nullable(),
    })
    .nullable(),
});
export type ImportRow = z.infer<typeof importRow>;

export const importDetail = importRow.extend({
  fileName: z.string().nullable(),
  sizeBytes: z.string().nullable(),
  dialect: dialect.nullable(),
  mapping: mapping.nullable(),
  options: z.union([importOptions, demoOptions]),
  /** The recipe whose mapping and switches it took over, recognised by the columns of the file or chosen. */
  recipe: z.object({ id, name: z.string() }).nullable(),
  /** The import whose failed rows this file brings back. */
  mends: id.nullable(),
  /** Of a draft: the other drafts of its batch with the same columns; these start with it where that is asked. */
  alike: count,
});
export type ImportDetail = z.infer<typeof importDetail>;

const importId = z.strictObject({ id });
const missing = ['ingestion.import_not_found'] as const;
/** Why a file cannot be looked at. */
export const unreadable = Object.keys(readingErrorCatalogue);

export const importsContract = contract('ingestion', {
  list: endpoint({
    method: 'GET',
    path: '/imports',
    summary: 'Lists imports, newest first.',
    needs: 'ingestion.read',
    input: z.strictObject({
      ...pageInput,
      active: z.enum(['true', 'false']).optional(),
      batch: z.string().max(100).optional(),
    }),
    output: page(importRow),
  }),
  parts: endpoint({
    method: 'GET',
    path: '/uploads/:id/parts',
    summary:
      'Says what an uploaded file is by its content, and which entries or sheets of it can be imported.',
    needs: 'ingestion.write',
    ownTransactions: true,
    input: z.strictObject({ id }),
    output: fileParts,
    fails: ['ingestion.upload_not_found', 'ingestion.upload_expired', ...unreadable],
  }),
  create: endpoint({
    method: 'POST',
    path: '/imports',
    summary: 'Makes a draft from an uploaded file, with format and mapping as they were recognised.',
    needs: 'ingestion.write',
    ownTransactions: true,
    input: z.strictObject({
      uploadId: id,
      as: fileKind.optional(),
      part: z
        .string()
        .min(1)
        .max(1000)
        .optional()
        .meta({ description: 'Which entry or sheet to read; needed where the file has several.' }),
      batch: z.string().min(1).max(100).optional().meta({
        description: 'The same text for files that come together.',
      }),
    }),
    output: importDetail,
    fails: [
      'ingestion.upload_not_found',
      'ingestion.upload_expired',
      'ingestion.part_not_chosen',
      ...unreadable,
    ],
  }),
  get: endpoint({
    method: 'GET',
    path: '/imports/:id',
    summary: 'Gives one import with its progress and sums.',
    needs: 'ingestion.read',
    input: importId,
    output: importDetail,
    fails: missing,
  }),
  preview: endpoint({
    method: 'POST',
    path: '/imports/:id/preview',
    summary: 'Reads the head of the file as the given (or stored) format and mapping would; changes nothing.',
    needs: 'ingestion.write',
    ownTransactions: true,
    input: z.strictObject({
      id,
      dialect: dialect.optional(),
      mapping: mapping.optional(),
      as: fileKind.optional(),
    }),
    output: preview,
    fails: [...missing, 'ingestion.upload_expired', ...unreadable],
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/imports/:id',
    summary: 'Keeps changes to the format, mapping or options of a draft.',
    needs: 'ingestion.write',
    ownTransactions: true,
    input: z.strictObject({
      id,
      dialect: dialect.optional(),
      mapping: mapping.optional(),
      options: importOptionsEdit.optional(),
    }),
    output: importDetail,
    fails: [
      ...missing,
      'ingestion.not_a_draft',
      'ingestion.upload_expired',
      'ingestion.identity_numbers_not_allowed',
      'ingestion.field_not_writable',
      ...unreadable,
    ],
  }),
  start: endpoint({
    method: 'POST',
    path: '/imports/:id/start',
    summary: 'Starts a draft; it runs in the background, also when the server is restarted meanwhile.',
    needs: 'ingestion.write',
    input: z.strictObject({
      id,
      alike: z.boolean().optional().meta({
        description:
          'Also starts the other drafts of the batch with the same columns, as this one is set up.',
      }),
    }),
    output: importDetail,
    fails: [
      ...missing,
      'ingestion.not_a_draft',
      'ingestion.fields_missing',
      'ingestion.custom_field_gone',
      'ingestion.identity_numbers_not_allowed',
      'ingestion.field_not_writable',
      'ingestion.upload_expired',
    ],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/imports/:id/cancel',
    summary: 'Stops a waiting or running import after the piece in hand; what is stored stays.',
    needs: 'ingestion.write',
    input: importId,
    output: importDetail,
    fails: [...missing, 'ingestion.not_running'],
  }),
  discard: endpoint({
    method: 'DELETE',
    path: '/imports/:id',
    summary: 'Throws a draft away.',
    needs: 'ingestion.write',
    input: importId,
    output: nothing,
    fails: [...missing, 'ingestion.not_a_draft'],
  }),
  cleanings: endpoint({
    method: 'GET',
    path: '/imports/:id/cleanings',
    summary: 'What cleaning did, by column and rule, with the rows that each rule or problem concerned.',
    needs: 'ingestion.read',
    input: importId,
    output: z.object({ items: z.array(cleaning) }),
    fails: missing,
  }),
  rows: endpoint({
    method: 'GET',
    path: '/imports/:id/rows',
    summary: 'Lists the rows of the file that ended in one way, as they stand in the file.',
    needs: 'ingestion.read',
    countsReads: 'import_rows',
    input: z.strictObject({ id, outcome: z.enum(rowOutcomes), ...pageInput }),
    output: page(outcomeRow).extend({ header: z.array(z.string()) }),
    fails: [...missing, 'ingestion.upload_expired', 'ingestion.file_missing'],
  }),
  failures: endpoint({
    method: 'GET',
    path: '/imports/:id/failures.csv',
    summary: 'The failed rows as a file, with the reason in columns of their own.',
    needs: 'ingestion.read',
    download: true,
    input: z.strictObject({ id, language: z.enum(['en', 'zh']).default('en') }),
    output: fileOutput,
    fails: [...missing, 'ingestion.upload_expired', 'ingestion.file_missing'],
  }),
  demo: endpoint({
    method: 'POST',
    path: '/demo',
    summary: 'Fills the installation with a made-up company; the same seed makes the same company.',
    needs: 'ingestion.write',
    input: z.strictObject({
      customers: z.number().int().min(1).max(10_000_000).default(20_000),
      seed: z.number().int().min(0).max(4_294_967_295).default(usualSeed),
    }),
    output: importDetail,
    fails: ['ingestion.demo_needs_all_fields'],
  }),
});
