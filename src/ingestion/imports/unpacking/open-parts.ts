import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { headerNames } from '../reading/header-names.ts';
import { archiveParts, mostEntries, workbookParts } from './archive-parts.ts';
import { formOf } from './file-form.ts';
import type { OpenPart } from './open-part.ts';
import type { FileParts } from './parts.contract.ts';
import { firstPiece, gunzip, refuseForeign } from './text-part.ts';
import { UnpackError } from './unpack-error.ts';
import { documentKind, openWorkbook } from './workbook.ts';
import { openZip } from './zip-file.ts';

/** A file with its parts, each of which can be unpacked any number of times. Close it after use. */
export interface OpenFile {
  form: FileParts['form'];
  parts: OpenPart[];
  close(): void;
}

const headBytes = 64 * 1024;

/** Opens a stored file, whatever it is. Throws `UnpackError` for what cannot be read. */
export async function openParts(path: string, fileName: string): Promise<OpenFile> {
  const form = formOf(await headOf(path));
  if (typeof form === 'object') throw new UnpackError(form.refused, 'told by its first bytes');
  if (form === 'text') return { form, parts: [], close: () => {} };
  if (form === 'gzip') return { form, parts: [await gzipPart(path, fileName)], close: () => {} };
  const zip = await openZip(path, mostEntries.workbook);
  try {
    const kind = documentKind(zip);
    if (kind !== null && kind !== 'workbook') throw new UnpackError(kind.refused, 'told by its entries');
    if (kind === null && zip.entries.length > mostEntries.archive)
      throw new UnpackError('ingestion.too_many_parts', `${zip.entries.length} entries`);
    const parts = kind === null ? await archiveParts(zip) : await workbookParts(await openWorkbook(zip));
    return { form: kind ?? 'zip', parts: namedApart(parts), close: zip.close };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** What a stored file is and which parts it has, for whoever may choose one. Throws `UnpackError`. */
export async function partsOfFile(path: string, fileName: string): Promise<FileParts> {
  const file = await openParts(path, fileName);
  file.close();
  const parts = file.parts.map(({ part, form, sizeBytes, hidden }) => ({ part, form, sizeBytes, hidden }));
  return { form: file.form, parts };
}

/** The delimited text in a gzip file. */
async function gzipPart(path: string, fileName: string): Promise<OpenPart> {
  const { size } = await stat(path);
  let packed = 0;
  const bytes = () =>
    gunzip(createReadStream(path), (taken) => {
      packed = taken;
    });
  refuseForeign(await firstPiece(bytes()));
  return {
    part: fileName.replace(/\.(?:gz|gzip)$/i, '') || fileName || 'gzip',
    form: 'text',
    sizeBytes: null,
    hidden: false,
    bytes,
    estimate: (given) => Math.round((given * size) / Math.max(1, packed)),
  };
}

/** Parts may bear the same name in a file; the second one gets a number. */
function namedApart(parts: OpenPart[]): OpenPart[] {
  const names = headerNames([parts.map(({ part }) => part)]);
  return parts.map((part, place) => ({ ...part, part: names[place]! }));
}

/** The part of a file by its name; the only one where the file has no other. */
export function partNamed(file: OpenFile, part: string): OpenPart {
  const found = file.parts.find((one) => one.part === part);
  if (!found) throw new UnpackError('ingestion.part_not_found', part);
  return found;
}

/** The first 64 KB of a file. */
export async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(bytes, 0, headBytes, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
