import { z } from 'zod';
import { currency } from '#platform/http/contract.ts';

/**
 * What happens to rows that match a customer and to those that match none. `update`: rows that match nobody are
 * skipped. `create`: rows that match somebody are skipped. `tag`: matched customers get the tags, nothing else.
 */
export const importModes = ['createAndUpdate', 'update', 'create', 'tag'] as const;

/** The source that files come from unless somebody names another; pages show it as none. */
export const defaultSource = 'default';

const trust = z.number().int().min(0).max(100);

export const importOptions = z.strictObject({
  /** The system that the file comes from; document and customer numbers are known per source. */
  source: z.string().trim().min(1).max(100).optional(),
  /** For rows that name no currency. */
  currency: currency.optional(),
  /** `createAndUpdate` unless told; order files always create and update. */
  mode: z.enum(importModes).optional(),
  /** Attached to every customer that a row names. */
  tags: z.array(z.string().trim().min(1).max(100)).max(20).optional(),
  /** Kept on the source when the import starts; without it the source keeps the trust that it has. */
  trust: trust.optional(),
  /** By field of the golden record, where it differs from `trust`; fields left out are trusted like the source. */
  fieldTrust: z.record(z.string().min(1).max(100), trust).optional(),
});

const { source, currency: usual, mode, tags, trust: whole, fieldTrust } = importOptions.shape;

/** A change of options: keys that are missing stay, null takes a choice back. */
export const importOptionsEdit = z.strictObject({
  source: source.unwrap().nullable().optional(),
  currency: usual.unwrap().nullable().optional(),
  mode: mode.unwrap().nullable().optional(),
  tags: tags.unwrap().nullable().optional(),
  trust: whole.unwrap().nullable().optional(),
  fieldTrust: fieldTrust.unwrap().nullable().optional(),
});

/** Options as a change leaves them. */
export function changedOptions(before: object, change: z.infer<typeof importOptionsEdit>): ImportOptions {
  return Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value != null));
}

export type ImportMode = (typeof importModes)[number];

export type ImportOptions = z.infer<typeof importOptions>;

/** The seed of the demo shop that everybody gets who names none; its source is `demo`. */
export const usualSeed = 7;

/** What a demo shop was made from. */
export const demoOptions = z.strictObject({ customers: z.number().int(), seed: z.number().int() });
