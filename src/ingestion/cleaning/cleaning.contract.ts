import { z } from 'zod';
import { contract, endpoint } from '#platform/http/contract.ts';

const told = z.object({ en: z.string(), zh: z.string() });

/** A rule of cleaning as people see it. */
export const cleaningRule = z.object({
  /** Stable: `text.full_width`. Mapped columns switch rules off and on by it. */
  code: z.string(),
  title: told,
  reason: told,
  /** Kinds of fields whose cells it looks at. */
  readings: z.array(z.string()),
  byDefault: z.boolean(),
  /** The field can hold the value in this form only: it cannot be switched off. */
  always: z.boolean(),
  /** `change` writes a value in another way, `check` only notes what it finds. */
  does: z.enum(['change', 'check']),
  /** `after` is null where the value is left out, and for checks where nothing is suggested. */
  examples: z.array(z.object({ before: z.string(), after: z.string().nullable() })),
});
export type CleaningRuleRow = z.infer<typeof cleaningRule>;

export const cleaningContract = contract('ingestion', {
  rules: endpoint({
    method: 'GET',
    path: '/cleaning-rules',
    summary: 'Lists the rules by which imports clean values, in the order in which they work.',
    needs: 'ingestion.read',
    input: z.strictObject({}),
    output: z.object({ items: z.array(cleaningRule) }),
  }),
});
