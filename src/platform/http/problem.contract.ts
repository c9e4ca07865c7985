import { z } from 'zod';

const values = z.record(z.string(), z.union([z.string(), z.number()])).optional();

/** The one shape of every error answer (RFC 9457). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string(), values })).optional(),
  values,
  current: z.unknown().optional(),
  reference: z.string(),
});

export type Problem = z.infer<typeof problem>;
