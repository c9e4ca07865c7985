import { z } from 'zod';
import {
  bigCount,
  contract,
  day,
  endpoint,
  fileOutput,
  id,
  instant,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';

/** What narrows the list and the export. */
const auditFilters = {
  actor: z.string().max(100).optional().meta({ description: 'As `user:12`, `operator` or `system`.' }),
  action: z
    .string()
    .max(4_000)
    .optional()
    .meta({ description: 'One action or several, with commas between.' }),
  subject: z.string().max(200).optional().meta({ description: 'As `customer:12`, or a kind alone.' }),
  from: day.optional().meta({ description: 'The first day.' }),
  to: day.optional().meta({ description: 'The last day, included.' }),
  text: z.string().trim().min(1).max(200).optional().meta({
    description: 'Words of the detail, the last one perhaps only begun, or Chinese characters in a row.',
  }),
  address: z.string().max(100).optional().meta({ description: 'The address that it was done from.' }),
};

const entry = z.object({
  id,
  occurredAt: instant,
  actor: z.string(),
  actorName: z.string().nullable().meta({ description: 'Where the actor is a user.' }),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  via: z
    .enum(['web', 'api', 'command_line', 'job'])
    .nullable()
    .meta({ description: 'Null in entries from before this was kept.' }),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  seal: id.nullable().meta({ description: 'Its number in the chain; null for a second or so.' }),
});

export type AuditEntry = z.output<typeof entry>;

const check = z.object({
  id,
  state: z
    .enum(['running', 'interrupted', 'intact', 'broken'])
    .meta({ description: '`interrupted` where the server ended meanwhile: start another.' }),
  askedBy: z.string(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  checked: bigCount,
  total: bigCount,
  sealedTo: id.nullable().meta({ description: 'The last seal of the chain that was read.' }),
  problem: z
    .object({
      fault: z.enum([
        'key_missing',
        'cut_off',
        'seal_missing',
        'seal_changed',
        'entry_changed',
        'entry_missing',
        'entry_unsealed',
      ]),
      number: z.string().nullable().meta({ description: 'Of the seal.' }),
      entryId: z.string().nullable(),
    })
    .nullable()
    .meta({ description: 'The first place where the chain does not hold.' }),
});

export type AuditCheck = z.output<typeof check>;

export const auditContract = contract('admin', {
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: 'Lists who did what, when and from where, the newest first.',
    needs: 'admin.manage',
    countsReads: 'audit',
    input: z.strictObject({ ...pageInput, ...auditFilters }),
    output: page(entry),
    fails: ['platform.wrong_cursor'],
  }),
  export: endpoint({
    method: 'GET',
    path: '/audit/export',
    summary: 'Gives the entries of a list as CSV.',
    needs: 'admin.manage',
    input: z.strictObject(auditFilters),
    output: fileOutput,
    download: true,
  }),
  chain: endpoint({
    method: 'GET',
    path: '/audit/chain',
    summary: 'Tells how far the log is sealed, and what its last check said.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({
      sealedTo: id.nullable(),
      sealedAt: instant.nullable(),
      waiting: bigCount.meta({ description: 'Entries without a seal yet.' }),
      check: check.nullable(),
    }),
  }),
  startCheck: endpoint({
    method: 'POST',
    path: '/audit/checks',
    summary: 'Checks the whole chain in the background; a check that runs already is given back.',
    needs: 'admin.manage',
    input: nothing,
    output: check,
  }),
  check: endpoint({
    method: 'GET',
    path: '/audit/checks/:id',
    summary: 'Tells how far a check of the chain is, and what it says.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: check,
    fails: ['admin.audit_check_not_found'],
  }),
});
