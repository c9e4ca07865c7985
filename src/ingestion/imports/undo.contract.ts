import { z } from 'zod';
import { contract, endpoint, id, page, pageInput } from '#platform/http/contract.ts';
import { importDetail } from './imports.contract.ts';

/** Something that undoing left as it is, with what keeps it. */
export const leftover = z.object({
  kind: z.enum(['customer', 'order']),
  /** The customer or order. */
  recordId: id,
  /** The customer, or the customer of the order; null for a guest's. */
  customerId: id.nullable(),
  /** Name of the customer, number of the order. */
  name: z.string(),
  /** A code, with its text under `undo.reason` in the messages. */
  reason: z.string(),
});
export type Leftover = z.infer<typeof leftover>;

export const undoContract = contract('ingestion', {
  undo: endpoint({
    method: 'POST',
    path: '/imports/:id/undo',
    summary:
      'Takes back a whole import in the background: restores values unchanged since, removes untouched customers, and lists the rest.',
    needs: 'ingestion.write',
    input: z.strictObject({ id }),
    output: importDetail,
    fails: [
      'ingestion.import_not_found',
      'ingestion.not_undoable',
      'ingestion.demo_not_undoable',
      'ingestion.field_not_writable',
    ],
  }),
  leftovers: endpoint({
    method: 'GET',
    path: '/imports/:id/leftovers',
    summary: 'Lists what undoing an import left as it is, by name, with the reason.',
    needs: 'ingestion.read',
    input: z.strictObject({ id, ...pageInput }),
    output: page(leftover),
    fails: ['ingestion.import_not_found', 'platform.wrong_cursor'],
  }),
});
