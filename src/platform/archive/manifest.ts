import { z } from 'zod';

/** Grows when older programs could not read a new archive rightly. */
export const archiveFormat = 1;

/** No part holds more than this before it is packed, so neither writing nor reading needs more memory. */
export const partBytes = 8 * 1024 * 1024;

/** Of some 300,000 files. It is read whole, so an archive must not be able to fill the memory with it. */
export const mostManifestBytes = 128 * 1024 * 1024;

export const headName = 'perennial-backup.json';
export const manifestName = 'manifest.json';
export const seal = 'manifest.sha256';

const bytes = z.number().int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = /[a-z_][a-z0-9_]{0,62}/;
const tableName = z.string().regex(new RegExp(`^${identifier.source}\\.${identifier.source}$`));

/** One packed piece of a content: how large it is unpacked, and what lies in the archive. */
const part = z.strictObject({ bytes, packedBytes: bytes, sha256 });

const rowsOf = {
  columns: z.array(z.string().regex(new RegExp(`^${identifier.source}$`))).min(1),
  rows: bytes,
  sum: z.string().regex(/^[0-9a-f]{16}$/),
  parts: z.array(part),
};

export const archivedTable = z.strictObject({
  name: tableName,
  /** The table that this is a month of. */
  monthOf: tableName.optional(),
  ...rowsOf,
});

export const archivedFile = z.strictObject({
  folder: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,90}$/),
  bytes,
  sha256,
  parts: z.array(part),
});

/** What is known before anything is copied, right at the start of an archive. */
export const archiveHead = z.object({
  format: z.number().int().positive(),
  takenAt: z.iso.datetime(),
  program: z.string().max(50),
  postgres: z.string().max(100),
});

export const archiveManifest = archiveHead.extend({
  /** Applied to the database when it was copied, in their order. */
  migrations: z.array(z.strictObject({ name: z.string().regex(/^\d{4}_[a-z0-9_]+\.sql$/), sha256 })).min(1),
  tables: z.array(archivedTable),
  /** Tables that were there and are not in the archive. */
  leftOut: z.array(tableName),
  sequences: z.array(
    z.strictObject({ name: tableName, last: z.string().regex(/^-?\d{1,19}$/), called: z.boolean() }),
  ),
  /** The jobs that waited or ran. */
  jobs: z.strictObject(rowsOf),
  files: z.array(archivedFile),
});

export type Part = z.infer<typeof part>;
export type ArchiveHead = z.infer<typeof archiveHead>;
export type ArchiveManifest = z.infer<typeof archiveManifest>;
export type ArchivedTable = z.infer<typeof archivedTable>;
export type ArchivedFile = z.infer<typeof archivedFile>;

export const jobsPlace = 'jobs';

export function tablePlace(table: { name: string }): string {
  return `tables/${table.name}`;
}

export function filePlace(file: { folder: string; name: string }): string {
  return `files/${file.folder}/${file.name}`;
}

/** The entry of the part with this index (from 0) of the content at `place`. */
export function partName(place: string, index: number): string {
  return `${place}/${String(index + 1).padStart(6, '0')}.zst`;
}

/** Every content of an archive in the order in which it lies there. */
export function contentsOf({
  tables,
  jobs,
  files,
}: ArchiveManifest): { place: string; parts: readonly Part[] }[] {
  return [
    ...tables.map((table) => ({ place: tablePlace(table), parts: table.parts })),
    { place: jobsPlace, parts: jobs.parts },
    ...files.map((file) => ({ place: filePlace(file), parts: file.parts })),
  ];
}
