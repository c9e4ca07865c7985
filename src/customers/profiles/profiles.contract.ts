import { z } from 'zod';
import {
  contract,
  count,
  endpoint,
  fileOutput,
  id,
  instant,
  page,
  pageInput,
} from '#platform/http/contract.ts';
import { customEditRefusals } from '../custom-fields/custom-value.contract.ts';
import { shownDay } from '../fields/customer-fields.contract.ts';
import { customerIdentity, sourceRecord } from '../records/records.contract.ts';
import { relationEntry } from '../relations/relations.contract.ts';
import { cityTier } from '../tiers/tiers.contract.ts';
import { contactKind, contactPoint, contactStatus } from './contact-point.contract.ts';
import { countryCode, customerEdit, gender, line } from './customer-edit.contract.ts';
import { customerFilters, filterRefusals } from './customer-filters.contract.ts';
import { exportInput, listedColumns, sorting } from './customer-list.contract.ts';
import { customerRow, customerSummary } from './customer-row.contract.ts';

/** The golden record with all that hangs on it. */
export const customerDetail = customerSummary.extend({
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  gender: gender.nullable(),
  birthday: shownDay.nullable(),
  language: z.string().nullable(),
  timeZone: z.string().nullable(),
  district: z.string().nullable(),
  address: z.string().nullable(),
  postalCode: z.string().nullable(),
  cityTier: cityTier.nullable(),
  occupation: z.string().nullable(),
  creditCode: z.string().nullable().meta({ description: 'Unified social credit code of an organisation.' }),
  cameFrom: z.string().nullable().meta({ description: 'By which way somebody came to us.' }),
  custom: z.record(z.string(), z.string()).meta({ description: 'Further columns of files by their names.' }),
  idNumber: z.string().nullable().meta({
    description: 'The resident identity number with its middle hidden; null where none is known.',
  }),
  teamId: id.nullable(),
  editedFields: z
    .array(z.string())
    .meta({ description: 'Fields that a person set by hand; imports leave them alone.' }),
  marks: z.array(z.string()).meta({ description: 'Fields whose arrived value did not pass its check.' }),
  contactPoints: z.array(contactPoint),
  relations: z.array(relationEntry),
  records: z.array(sourceRecord),
  identities: z.array(customerIdentity),
});

const contactInput = {
  kind: contactKind,
  value: z.string().trim().min(1).max(300),
  label: z.string().trim().min(1).max(60).nullable().optional(),
  isPrimary: z.boolean().optional(),
};

const facet = z.object({
  value: z.string(),
  count,
  exact: z.boolean().meta({ description: 'False where counting stopped early: at least so many.' }),
});

const bulkIds = z.array(id).min(1).max(1_000);
const bulkAnswer = z.object({
  items: z.array(z.object({ id, outcome: z.enum(['done', 'unchanged', 'notFound']) })),
});

const oneOfYours = ['customers.not_found', 'customers.not_yours'] as const;
const wrongContact = [
  'customers.contact_point_invalid',
  'customers.contact_point_exists',
  'customers.field_not_writable',
] as const;

/** The customers themselves: lists, one, edits, bin. */
export const profilesContract = contract('customers', {
  list: endpoint({
    method: 'GET',
    path: '/customers',
    summary: 'Lists customers, filtered, searched and sorted, by pages.',
    needs: 'customers.read',
    countsReads: 'customers',
    input: z.strictObject({
      ...pageInput,
      ...customerFilters,
      ...sorting,
      columns: listedColumns.meta({
        description: 'Fields with commas that rows shall tell beside those that every row has.',
      }),
    }),
    output: page(customerRow).extend({
      asOf: instant.optional().meta({
        description:
          'Until when changes are in what a `rule` keeps; without one the rows are as they are now.',
      }),
    }),
    fails: [...filterRefusals, 'platform.wrong_cursor'],
  }),
  count: endpoint({
    method: 'GET',
    path: '/customers/count',
    summary: 'Counts customers: exactly up to 10,000, beyond that by estimate.',
    needs: 'customers.read',
    input: z.strictObject(customerFilters),
    output: z.object({ count, exact: z.boolean() }),
    fails: [...filterRefusals],
  }),
  facets: endpoint({
    method: 'GET',
    path: '/customers/facets',
    summary: 'Gives the countries, regions (of a country) and cities (of a region) that customers live in.',
    needs: 'customers.read',
    input: z.strictObject({ country: countryCode.optional(), region: line.optional() }),
    output: z.object({ countries: z.array(facet), regions: z.array(facet), cities: z.array(facet) }),
    fails: ['customers.field_not_readable'],
  }),
  export: endpoint({
    method: 'GET',
    path: '/customers/export',
    summary: 'Downloads the customers of a list as CSV.',
    needs: 'customers.export',
    input: z.strictObject(exportInput),
    output: fileOutput,
    download: true,
    fails: [...filterRefusals],
  }),
  get: endpoint({
    method: 'GET',
    path: '/customers/:id',
    summary:
      'Gives one customer with contact points, totals, relations and source records; from the bin too.',
    needs: 'customers.read',
    countsReads: 'customers',
    input: z.strictObject({ id }),
    output: customerDetail,
    fails: ['customers.not_found'],
  }),
  create: endpoint({
    method: 'POST',
    path: '/customers',
    summary: 'Makes a customer by hand.',
    needs: 'customers.write',
    input: customerEdit.extend({
      displayName: line,
      contactPoints: z.array(z.strictObject(contactInput)).max(20).default([]),
    }),
    output: customerDetail,
    fails: [
      'customers.contact_point_invalid',
      'customers.contact_point_exists',
      'customers.time_zone_unknown',
      ...customEditRefusals,
      'customers.field_not_writable',
    ],
  }),
  update: endpoint({
    method: 'PATCH',
    path: '/customers/:id',
    summary: 'Edits fields of a customer.',
    needs: 'customers.write',
    ifMatch: true,
    input: customerEdit.extend({ id }),
    output: customerDetail,
    fails: [
      ...oneOfYours,
      'customers.version_conflict',
      'customers.time_zone_unknown',
      'customers.owner_not_active',
      ...customEditRefusals,
      'customers.field_not_writable',
    ],
  }),
  bin: endpoint({
    method: 'POST',
    path: '/customers/:id/bin',
    summary: 'Puts a customer into the bin, from where it can be restored.',
    needs: 'customers.write',
    input: z.strictObject({ id }),
    output: customerDetail,
    fails: [...oneOfYours],
  }),
  restore: endpoint({
    method: 'POST',
    path: '/customers/:id/restore',
    summary: 'Takes a customer back from the bin.',
    needs: 'customers.write',
    input: z.strictObject({ id }),
    output: customerDetail,
    fails: [...oneOfYours],
  }),
  assign: endpoint({
    method: 'POST',
    path: '/customers/assign',
    summary: 'Gives up to 1,000 customers to an owner, or to nobody, and answers for each.',
    needs: 'customers.write',
    input: z.strictObject({ ids: bulkIds, ownerId: id.nullable() }),
    output: bulkAnswer,
    fails: ['customers.owner_not_active', 'customers.field_not_writable'],
  }),
  binMany: endpoint({
    method: 'POST',
    path: '/customers/bin',
    summary: 'Puts up to 1,000 customers into the bin and answers for each.',
    needs: 'customers.write',
    input: z.strictObject({ ids: bulkIds }),
    output: bulkAnswer,
  }),
  restoreMany: endpoint({
    method: 'POST',
    path: '/customers/restore',
    summary: 'Takes up to 1,000 customers back from the bin and answers for each.',
    needs: 'customers.write',
    input: z.strictObject({ ids: bulkIds }),
    output: bulkAnswer,
  }),
  addContactPoint: endpoint({
    method: 'POST',
    path: '/customers/:id/contact-points',
    summary: 'Adds a phone, e-mail address or other contact point.',
    needs: 'customers.write',
    input: z.strictObject({ id, ...contactInput }),
    output: customerDetail,
    fails: [...oneOfYours, ...wrongContact],
  }),
  updateContactPoint: endpoint({
    method: 'PATCH',
    path: '/customers/:id/contact-points/:contactPointId',
    summary: 'Edits a contact point; making one primary takes that from the others of its kind.',
    needs: 'customers.write',
    input: z.strictObject({
      id,
      contactPointId: id,
      value: contactInput.value.optional(),
      label: contactInput.label,
      status: contactStatus.optional(),
      isPrimary: z.boolean().optional(),
    }),
    output: customerDetail,
    fails: [...oneOfYours, 'customers.contact_point_not_found', ...wrongContact],
  }),
  removeContactPoint: endpoint({
    method: 'DELETE',
    path: '/customers/:id/contact-points/:contactPointId',
    summary: 'Removes a contact point.',
    needs: 'customers.write',
    input: z.strictObject({ id, contactPointId: id }),
    output: customerDetail,
    fails: [...oneOfYours, 'customers.contact_point_not_found', 'customers.field_not_writable'],
  }),
});

export type CustomerDetail = z.output<typeof customerDetail>;
