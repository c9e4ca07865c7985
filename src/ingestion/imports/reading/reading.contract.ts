import { z } from 'zod';
import { customFieldKeys, fieldKeys, fileKinds, repeatable } from './fields.contract.ts';
import { problemCodes } from './problems.contract.ts';

export const fileKind = z.enum(fileKinds);
const fieldKey = z.enum(fieldKeys);

/** How the bytes of a file become rows of cells. */
export const dialect = z.strictObject({
  encoding: z.enum(['utf-8', 'gb18030', 'big5', 'windows-1252', 'utf-16le', 'utf-16be']),
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
  /** No value that was looked at told `dateOrder`: the whole file is asked before its first row is stored. */
  dateOrderGuessed: z.boolean().optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  /** Every value ends in `.0`: whole numbers that a program wrote as floats. */
  integralFloat: z.boolean().optional(),
  /** ISO 3166 country whose national phone numbers the column holds. */
  phoneCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Whole numbers are days as spreadsheets count them, from 1900 or, in old Macintosh files, from 1904. */
  serialDays: z.enum(['1900', '1904']).optional(),
  /** Numbers of 18 digits are those of the source itself: few pass the check of identity numbers, these by chance. */
  ownNumbers: z.boolean().optional(),
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
  /** Holds resident identity numbers: masked wherever it is shown, and read only when a person says so. */
  sensitive: z.boolean(),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

/**
 * A value that is written in another way in all rows that carry it. An empty `to` takes it out; an empty `from` fills
 * the cells that are blank, in rows that are not.
 */
const valueFix = z.strictObject({ from: z.string().max(500), to: z.string().max(500) });

/** One column that is read, into which field and how. */
export const mappedColumn = z.strictObject({
  column: z.int().min(0).max(999),
  field: fieldKey,
  reading: columnReading,
  /** Codes of cleaning rules that leave this column alone; of rules that are off by default, see `on`. */
  off: z.array(z.string().max(60)).max(100).optional(),
  /** Codes of rules that are off by default and were switched on for this column. */
  on: z.array(z.string().max(60)).max(100).optional(),
  /** Compared with the whole text of a cell without blanks around it, before any rule. */
  fixes: z.array(valueFix).max(500).optional(),
  /** Under which name an own field (`customer.custom`) is kept. */
  name: z.string().trim().min(1).max(100).optional(),
  /** The key of the custom field that it is read into. */
  customField: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional(),
});
export type MappedColumn = z.infer<typeof mappedColumn>;

/** Everything that turns rows of cells into typed records; stored with the import. */
export const mapping = z.strictObject({
  as: fileKind,
  columns: z
    .array(mappedColumn)
    .max(1000)
    .refine((columns) => isOncePerField(columns), {
      message: 'Only phones, e-mails, tags and own fields can have several columns.',
    })
    .refine(
      (columns) => columns.every(({ field, name }) => (field === 'customer.custom') === (name !== undefined)),
      {
        message: 'An own field needs a name, and only an own field has one.',
      },
    )
    .refine(
      (columns) =>
        columns.every(
          ({ field, customField }) => customFieldKeys.includes(field) === (customField !== undefined),
        ),
      { message: 'A custom field is named by its key.' },
    ),
  /** Columns that the header names; a row with more filled cells fails. */
  columnCount: z.int().min(1).max(1000),
  /** Read `C` + digits with a negative quantity as a cancellation. */
  cancelPrefix: z.boolean(),
  /** Rows that fill fewer of the columns that are read are left out: they are skipped. */
  leastFilled: z.int().min(1).max(1000).optional(),
  /** Columns with resident identity numbers, read or not: masked in everything that is kept or shown. */
  sensitive: z.array(z.int().min(0).max(999)).max(1000).optional(),
  /** Columns that a file of failed rows added to those of the first file: neither read nor kept. */
  leftOut: z.array(z.int().min(0).max(999)).max(1000).optional(),
});
export type Mapping = z.infer<typeof mapping>;

function isOncePerField(
  columns: readonly Pick<MappedColumn, 'column' | 'field' | 'name' | 'customField'>[],
): boolean {
  const once = columns
    .filter(({ field, name, customField }) => name ?? customField ?? !repeatable.includes(field))
    .map(({ field, name, customField }) => (customField ? `field ${customField}` : `${field} ${name ?? ''}`));
  return (
    new Set(once).size === once.length && new Set(columns.map(({ column }) => column)).size === columns.length
  );
}

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
  status: z.enum(['read', 'failed', 'blank', 'thin']),
  problems: z.array(problem),
});
export type PreviewRow = z.infer<typeof previewRow>;

/** What cleaning does to one column of the rows that were looked at. */
const columnCleaning = z.strictObject({
  /** By rule, most rows first; what a rule is called stands in the catalogue of rules. */
  cleaning: z.array(
    z.strictObject({
      code: z.string(),
      rows: z.int(),
      /** `after` is empty where the value says nothing and is left out. */
      examples: z.array(z.strictObject({ before: z.string(), after: z.string() })),
    }),
  ),
  /** By reason, most rows first; rows that fail because of it and values that are kept as entered. */
  problems: z.array(
    z.strictObject({
      code: z.enum(problemCodes),
      rows: z.int(),
      examples: z.array(z.string()),
    }),
  ),
  /** Likely slips, most rows first. Never changed by itself: a fix does it. */
  suggestions: z.array(z.strictObject({ value: z.string(), suggestion: z.string(), rows: z.int() })),
  /** Codes of the rules that may act on this column, in the order in which they do. */
  rules: z.array(z.string()),
});
export type ColumnCleaning = z.infer<typeof columnCleaning>;

const previewColumn = columnProfile.extend({
  /** The most frequent values as they stand in the file, most rows first; last, as an empty one, blank cells. */
  values: z.array(z.strictObject({ value: z.string(), rows: z.int() })),
  /** Null for a column that is not read. */
  cleaning: columnCleaning.nullable(),
});
export type PreviewColumn = z.infer<typeof previewColumn>;

export const preview = z.strictObject({
  dialect,
  sizeBytes: z.number(),
  /** Data rows in the file: counted when the head is the whole file, else estimated from the rows of the head. */
  rows: z.strictObject({
    count: z.number(),
    exact: z.boolean(),
    /** Too little was seen for an estimate: `count` rows were found, there may be any number more. */
    atLeast: z.literal(true).optional(),
  }),
  /** Rows met on the way that cannot be told apart into cells; they are not among those looked at. */
  unread: z.strictObject({
    rows: z.int(),
    first: z.strictObject({ row: z.int(), code: z.enum(problemCodes) }).nullable(),
  }),
  /** Data rows that were looked at; all counts under `columns` are counts of these. */
  looked: z.int(),
  /** Rows among them that fail, rows that are left out since they fill too little, and rows whose values cleaning changes. */
  lookedFailed: z.int(),
  lookedThin: z.int(),
  lookedCleaned: z.int(),
  columns: z.array(previewColumn),
  proposal,
  /** Required fields that the mapping in force lacks (the given one, else the proposed one). */
  missing: z.array(missingField),
  sample: z.array(previewRow),
});
export type Preview = z.infer<typeof preview>;
