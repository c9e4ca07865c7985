import { z } from 'zod';
import { count, id } from '#platform/http/contract.ts';

export const rowOutcomes = ['created', 'updated', 'unchanged', 'skipped', 'failed'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

const rowProblem = z.object({ code: z.string(), column: z.number().int().nullable(), value: z.string() });

export const outcomeRow = z.object({
  row: z.number().int(),
  outcome: z.enum(rowOutcomes),
  cells: z.array(z.string()),
  /** The order (or customer, or the customer of the activity) that the row went to. */
  recordId: id.nullable(),
  /** Why it failed, with all further reasons; `column` is its position in the file, from 0. */
  problem: rowProblem.extend({ also: z.array(rowProblem) }).nullable(),
});
export type OutcomeRow = z.infer<typeof outcomeRow>;

/** What cleaning did in one column: a rule that changed values, or a problem that it found. */
export const cleaning = z.object({
  /** Position in the file, from 0. */
  column: z.number().int(),
  header: z.string(),
  code: z.string(),
  rows: count,
});
