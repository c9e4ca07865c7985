import { z } from 'zod';

/** One thing in a file that can be imported: a text file in an archive, or a sheet of a workbook. */
export const filePart = z.strictObject({
  /** Names the part within its file; for people, and to ask for it. Unique in the file. */
  part: z.string().min(1).max(1000),
  form: z.enum(['text', 'sheet']),
  /** Unpacked, as the file claims; null where it says nothing. */
  sizeBytes: z.number().nullable(),
  /** A sheet that the workbook hides. */
  hidden: z.boolean(),
});
export type FilePart = z.infer<typeof filePart>;

/** What a file is, told by its content and never by its name. */
export const fileParts = z.strictObject({
  form: z.enum(['text', 'gzip', 'zip', 'workbook']),
  /** Empty for plain text, which is read as it is; else at least one. */
  parts: z.array(filePart),
});
export type FileParts = z.infer<typeof fileParts>;
