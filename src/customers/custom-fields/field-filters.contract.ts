import { z } from 'zod';
import { isStorableText } from '#platform/http/contract.ts';

const words = z.string().min(1).max(500).refine(isStorableText, 'holds something that cannot be stored');
const end = z.string().min(1).max(40).optional();

/** What one custom field must say. */
const condition = z.union([
  words,
  z.boolean(),
  z.null(),
  z.array(words).min(1).max(100),
  z.strictObject({ from: end, to: end }).refine(({ from, to }) => from ?? to, 'needs an end'),
  z.strictObject({ contains: words }),
  z.strictObject({ filled: z.literal(true) }),
]);
export type FieldCondition = z.output<typeof condition>;

const conditions = z
  .record(z.string().max(40), condition)
  .refine((all) => Object.keys(all).length <= 20, 'at most 20 fields');
export type FieldConditions = z.output<typeof conditions>;

const asJson = z
  .string()
  .max(4_000)
  .transform((text, ctx): FieldConditions => {
    const parsed = conditions.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    ctx.addIssue({ code: 'custom', message: 'must be JSON with a condition for each custom field' });
    return z.NEVER;
  });

/** Conditions on custom fields; in a query as JSON in one word. Work that keeps filters reads them again as they are. */
export const fieldFilters = z.union([asJson, conditions]).meta({
  description:
    'JSON, a condition by the key of each custom field: a value (`{"level":"gold"}`), one of several (`["gold","tin"]`), `{"from":"2026-01-01","to":"2026-12-31"}` for numbers, amounts and days, `{"contains":"tea"}` for texts, `{"filled":true}`, or null for none.',
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
