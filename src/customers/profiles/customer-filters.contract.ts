import { z } from 'zod';
import { amountMinor, day, flag, id } from '#platform/http/contract.ts';

const choice = z.enum(['true', 'false']).transform((text) => text === 'true');

const place = z.string().trim().min(1).max(300);

/** The filters that list, count and export share. Days are days of the organisation's time zone, both ends in. */
export const customerFilters = {
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: 'Name, pinyin, initials, phone, e-mail, external id or company.' }),
  kind: z.enum(['person', 'organisation']).optional(),
  country: z
    .string()
    .regex(/^([A-Z]{2}|none)(,([A-Z]{2}|none))*$/)
    .optional()
    .meta({ description: 'One or more codes with commas; `none` = no country known.' }),
  region: place.optional(),
  city: place.optional(),
  ownerId: z.union([id, z.literal('none')]).optional(),
  hasOrders: z.union([z.boolean(), choice]).optional(),
  minSpendMinor: amountMinor.optional(),
  maxSpendMinor: amountMinor.optional(),
  lastOrderFrom: day.optional(),
  lastOrderTo: day.optional(),
  bin: flag.meta({ description: 'True lists what is in the bin, and only that.' }),
};
