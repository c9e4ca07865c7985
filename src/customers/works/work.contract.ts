import { z } from 'zod';
import { count, id, instant } from '#platform/http/contract.ts';

export const workKind = z.enum([
  'tag',
  'untag',
  'assign',
  'edit',
  'bin',
  'restore',
  'list',
  'merge_tag',
  'export',
]);
export type WorkKind = z.output<typeof workKind>;

/** Work on many customers, while it is done and afterwards. */
export const work = z.object({
  id,
  kind: workKind,
  about: z.record(z.string(), z.union([z.string(), z.null()])).meta({
    description:
      'What it is about, in words and ids: the name of a tag or a list, the id of an owner, field and value.',
  }),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  askedBy: z.string(),
  total: count.nullable().meta({ description: 'How many are meant; null until that is known.' }),
  done: count,
  unchanged: count,
  refused: count.meta({ description: 'Not theirs to change, or gone before their turn came.' }),
  cancelRequested: z.boolean(),
  error: z
    .object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  file: z.object({ sizeBytes: count, expiresAt: instant }).nullable().meta({
    description: 'The file of an export, for as long as it is kept; to whoever asked for it alone.',
  }),
  repeatable: z.boolean().meta({
    description:
      'It failed or was stopped, and whoever looks asked for it themselves: they can let it go on.',
  }),
  secondsLeft: count.nullable(),
  metKeptUntil: instant.nullable().meta({
    description:
      'Until when a list can be narrowed to those whom it met; null before it has ended, and afterwards.',
  }),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type Work = z.output<typeof work>;
