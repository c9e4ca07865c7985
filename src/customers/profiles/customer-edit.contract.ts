import { z } from 'zod';
import { day, id } from '#platform/http/contract.ts';
import { customEdits } from '../custom-fields/custom-value.contract.ts';
import type { EditedField } from '../fields/customer-fields.contract.ts';

export const customerKind = z.enum(['person', 'organisation']);
export const gender = z.enum(['female', 'male', 'other']);
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ description: 'ISO 3166-1 alpha-2 code.' });

export const line = z.string().trim().min(1).max(300);

/** The fields that a person may edit; null clears one. */
export const customerEdit = z.strictObject({
  kind: customerKind.optional(),
  displayName: line.optional(),
  givenName: line.nullable().optional(),
  familyName: line.nullable().optional(),
  gender: gender.nullable().optional(),
  birthday: day.nullable().optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .nullable()
    .optional(),
  timeZone: z.string().max(60).nullable().optional(),
  country: countryCode.nullable().optional(),
  region: line.nullable().optional(),
  city: line.nullable().optional(),
  district: line.nullable().optional(),
  address: z.string().trim().min(1).max(1_000).nullable().optional(),
  postalCode: z.string().trim().min(1).max(20).nullable().optional(),
  company: line.nullable().optional(),
  occupation: line.nullable().optional(),
  creditCode: z
    .string()
    .trim()
    .regex(/^[0-9A-Z]{8,30}$/)
    .nullable()
    .optional(),
  cameFrom: line.nullable().optional(),
  ownerId: id.nullable().optional().meta({
    description: 'Who looks after the customer, in their team; null = nobody does.',
  }),
  customFields: customEdits.optional(),
} satisfies Record<EditedField | 'customFields', z.ZodType>);

export type CustomerKind = z.output<typeof customerKind>;
export type CustomerEdit = z.output<typeof customerEdit>;
