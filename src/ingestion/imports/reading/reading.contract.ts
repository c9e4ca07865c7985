import { z } from 'zod';
import { fieldKeys, fileKinds } from './fields.contract.ts';
import { problemCodes } from './problems.contract.ts';

export const fileKind = z.enum(fileKinds);
const fieldKey = z.enum(fieldKeys);

/** How the bytes of a file become rows of cells. */
export const dialect = z.strictObject({
  encoding: z.enum(['utf-8', 'gb18030', 'windows-1252', 'utf-16le', 'utf-16be']),
  /** Length of the byte order mark at the start of the file; 0 without one. */
  bomBytes: z.int().min(0).max(3),
  delimiter: z.enum([',', ';', '\t', '|']),
  quote: z.enum(['"', "'"]),
  /** For display: all three ends are understood anywhere in any file. */
  lineEnd: z.enum(['lf', 'crlf', 'cr', 'mixed']),
  /** Rows before the header that are not data, as the `sep=;` line of spreadsheets. */
  skipRows: z.int().min(0).max(50),
  /** Rows that name the columns; 0 where the first row is data already. */
  headerRows: z.int().min(0).max(5),
});
export type Dialect = z.infer<typeof dialect>;

export const columnType = z.enum([
  'empty',
  'integer',
  'decimal',
  'money',
  'date',
  'datetime',
  'boolean',
  'email',
  'phone',
  'country',
  'text',
]);
export type ColumnType = z.infer<typeof columnType>;

/** How the cells of one column are written, decided from all sampled values of the column. */
export const columnReading = z.strictObject({
  /** Order of day and month where the year comes last. */
  dateOrder: z.enum(['dmy', 'mdy']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  /** Every value ends in `.0`: whole numbers that a program wrote as floats. */
  integralFloat: z.boolean().optional(),
  /** ISO 3166 country whose national phone numbers the column holds. */
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});
export type ColumnReading = z.infer<typeof columnReading>;

/** What the sampled values of one column look like. */
export const columnProfile = z.strictObject({
  /** Position in the file, from 0. */
  column: z.int().min(0),
  /** Header text; empty where the file has none. */
  header: z.string(),
  type: columnType,
  /** Share of sampled rows that hold a value, 0 to 1. */
  fillRate: z.number(),
  /** Different values among the sampled rows. */
  distinct: z.int(),
  sampled: z.int(),
  examples: z.array(z.string()),
  reading: columnReading,
  /** Day and month could be told apart by no sampled value; `reading.dateOrder` is a guess. */
  dateOrderGuessed: z.boolean(),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

/** One column that is read, into which field and how. */
export const mappedColumn = z.strictObject({
  column: z.int().min(0).max(999),
  field: fieldKey,
  reading: columnReading,
});
export type MappedColumn = z.infer<typeof mappedColumn>;

/** Everything that turns rows of cells into typed records; stored with the import. */
export const mapping = z.strictObject({
  as: fileKind,
  columns: z
    .array(mappedColumn)
    .max(fieldKeys.length)
    .refine((columns) => new Set(columns.map(({ field }) => field)).size === columns.length, {
      message: 'Every field can have one column only.',
    }),
  /** Columns that the header names; a row with more filled cells fails. */
  columnCount: z.int().min(1).max(1000),
  /** Read `C` + digits with a negative quantity as a cancellation. */
  cancelPrefix: z.boolean(),
});
export type Mapping = z.infer<typeof mapping>;

/** Why a column was given its field, for display; `matched` is the known word that was found. */
export const proposedColumn = z.strictObject({
  column: z.int().min(0),
  header: z.string(),
  field: fieldKey.nullable(),
  confidence: z.number().min(0).max(1),
  why: z.enum(['header', 'headerPart', 'values', 'none']),
  matched: z.string(),
});
export type ProposedColumn = z.infer<typeof proposedColumn>;

/** A mapping that cannot be run yet: none of `oneOf` has a column. */
export const missingField = z.strictObject({
  oneOf: z.array(fieldKey),
  en: z.string(),
  zh: z.string(),
});
export type MissingField = z.infer<typeof missingField>;

export const proposal = z.strictObject({
  as: fileKind,
  /** How sure the kind is, 0 to 1. */
  asConfidence: z.number(),
  columns: z.array(proposedColumn),
  missing: z.array(missingField),
  mapping,
});
export type Proposal = z.infer<typeof proposal>;

export const problem = z.strictObject({
  code: z.enum(problemCodes),
  /** Position of the column, from 0; null where the whole row is meant. */
  column: z.int().nullable(),
  /** What stood there, cut to 200 characters. */
  value: z.string(),
});
export type Problem = z.infer<typeof problem>;

export const previewRow = z.strictObject({
  row: z.int(),
  cells: z.array(z.string()),
  /** Values as they would be stored, by field or, where one is computed, by name of the stored column. */
  values: z.record(z.string(), z.string().nullable()),
  status: z.enum(['read', 'failed', 'blank']),
  problems: z.array(problem),
});
export type PreviewRow = z.infer<typeof previewRow>;

export const preview = z.strictObject({
  dialect,
  sizeBytes: z.number(),
  /** Data rows in the file: counted when the head is the whole file, else estimated from the rows of the head. */
  rows: z.strictObject({ count: z.number(), exact: z.boolean() }),
  columns: z.array(columnProfile),
  proposal,
  /** Required fields that the mapping in force lacks (the given one, else the proposed one). */
  missing: z.array(missingField),
  sample: z.array(previewRow),
});
export type Preview = z.infer<typeof preview>;
