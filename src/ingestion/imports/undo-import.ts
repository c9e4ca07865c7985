import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { ImportDetail } from './imports.contract.ts';
import { importNamed } from './imports.ts';
import type { Leftover } from './undo.contract.ts';

const undoable: readonly string[] = ['done', 'failed', 'cancelled'];

/** Takes back what an import that has ended brought. */
export async function undoImport(ctx: Context, id: string): Promise<ImportDetail> {
  const row = await importNamed(ctx, id, true);
  if (!undoable.includes(row.state) || row.kind === 'demo') throw fail('conflict', 'ingestion.not_undoable');
  throw fail('conflict', 'ingestion.not_undoable', { detail: 'Not yet.' });
}

/** A page of what undoing left as it is. */
export async function leftoversOf(
  ctx: Context,
  input: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Leftover[]; next: string | null }> {
  await importNamed(ctx, input.id);
  return { items: [], next: null };
}
