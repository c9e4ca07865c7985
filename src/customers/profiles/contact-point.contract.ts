import { z } from 'zod';
import { id } from '#platform/http/contract.ts';

export const contactKind = z.enum(['phone', 'email', 'wechat', 'website']);
export const contactStatus = z.enum(['unverified', 'valid', 'invalid']);

/** One way to reach a customer. */
export const contactPoint = z.object({
  id,
  kind: contactKind,
  value: z.string().meta({
    description: 'In one form for all: phones E.164 where that can be told, e-mails in small letters.',
  }),
  entered: z.string(),
  label: z.string().nullable(),
  status: contactStatus,
  isPrimary: z.boolean(),
  isShared: z.boolean().meta({
    description: 'Marked as belonging to several: a family, a shop. It tells nobody who somebody is.',
  }),
});

export type ContactPoint = z.output<typeof contactPoint>;
export type ContactKind = z.output<typeof contactKind>;
