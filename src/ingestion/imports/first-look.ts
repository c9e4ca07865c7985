import { isDeepStrictEqual } from 'node:util';
import type { Dialect, Mapping, Preview } from './reading/reading.contract.ts';
import type { SetUp } from './set-up.ts';

/** Drafts whose maker has seen nothing of them yet, at most; of a batch only the first few are looked at. */
const mostKept = 10;
const keptMs = 60_000;

const kept = new Map<string, Preview>();

/**
 * Keeps what a draft was made from for whoever looks at it first, since that is asked for at once. Not where it is set up
 * to be read in another way than it was recognised.
 */
export function keepFirstLook(importId: string, preview: Preview, setUp: SetUp): void {
  if (!same(setUp.dialect, preview.dialect) || !same(setUp.mapping, preview.proposal.mapping)) return;
  if (kept.size >= mostKept) kept.delete(kept.keys().next().value!);
  kept.set(importId, preview);
  setTimeout(() => kept.delete(importId), keptMs).unref();
}

/** Hands that over, once, if it is what the file looks like under this format and mapping. */
export function takeFirstLook(importId: string, dialect: Dialect, mapping: Mapping): Preview | undefined {
  const preview = kept.get(importId);
  kept.delete(importId);
  if (!preview || !same(dialect, preview.dialect) || !same(mapping, preview.proposal.mapping))
    return undefined;
  return preview;
}

/** As JSON they are the same: one may come from the database or over HTTP, the other from a process. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
