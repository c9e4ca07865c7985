import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing, page, pageInput } from '#platform/http/contract.ts';

export const backupRow = z.object({
  id,
  kind: z.enum(['nightly', 'asked']),
  askedBy: z.string().meta({ description: 'As `user:12`, `operator` or `system`.' }),
  askedByName: z.string().nullable(),
  askedAt: instant,
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  rowsDone: count,
  rowsTotal: count.meta({ description: 'Estimated until it is done.' }),
  files: count.nullable(),
  sizeBytes: count.nullable(),
  path: z.string().meta({ description: 'Of the archive, on the machine of the server.' }),
  verifiedAt: instant.nullable().meta({ description: 'When every byte had been read back.' }),
  removedAt: instant.nullable().meta({ description: 'When newer ones took its place.' }),
  problem: z
    .object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});
export type BackupRow = z.output<typeof backupRow>;

const copy = z.object({
  takenAt: instant.meta({ description: 'When the backup was taken.' }),
  restoredAt: instant,
});

export const backupsContract = contract('admin', {
  backups: endpoint({
    method: 'GET',
    path: '/backups',
    summary: 'Lists backups, the newest first.',
    needs: 'admin.manage',
    input: z.strictObject(pageInput),
    output: page(backupRow),
  }),
  backup: endpoint({
    method: 'GET',
    path: '/backups/:id',
    summary: 'Gives one backup with its progress.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: backupRow,
    fails: ['admin.backup_not_found'],
  }),
  startBackup: endpoint({
    method: 'POST',
    path: '/backups',
    summary: 'Starts a backup of everything in the background.',
    needs: 'admin.manage',
    input: z.strictObject({
      to: z
        .string()
        .min(1)
        .max(4_000)
        .optional()
        .meta({ description: 'A file or folder on the machine of the server; for the command line only.' }),
    }),
    output: backupRow,
    fails: ['admin.backup_active', 'admin.backup_place_refused'],
    ownTransactions: true,
  }),
  cancelBackup: endpoint({
    method: 'POST',
    path: '/backups/:id/cancel',
    summary: 'Stops a backup; nothing of it is kept.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: backupRow,
    fails: ['admin.backup_not_found'],
  }),
  backupPlan: endpoint({
    method: 'GET',
    path: '/backup-plan',
    summary: 'Tells when backups are made by themselves, where they go and how long they are kept.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({
      hour: z.number().int().nullable().meta({ description: 'Null where none are made by themselves.' }),
      folder: z.string(),
      keepDays: count,
      keepWeeks: count,
      lastFailed: backupRow
        .nullable()
        .meta({ description: 'The last backup, where it failed and none has been made since.' }),
    }),
    ownTransactions: true,
  }),
  unconfirmedCopy: endpoint({
    method: 'GET',
    path: '/unconfirmed-copy',
    summary: 'Tells whether this is a restored copy that sends nothing until somebody confirms it.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({ copy: copy.nullable() }),
  }),
  confirmCopy: endpoint({
    method: 'POST',
    path: '/unconfirmed-copy/confirm',
    summary: 'Confirms that this restored copy is the live installation: from now on it sends.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({ copy }),
    fails: ['admin.no_copy'],
  }),
});
