import { open } from 'node:fs/promises';
import { formOf } from './file-form.ts';
import { gzipPart } from './gzip-part.ts';
import type { OpenPart } from './open-part.ts';
import type { FileParts } from './parts.contract.ts';
import { UnpackError } from './unpack-error.ts';

/** A file with its parts, each of which can be unpacked any number of times. Close it after use. */
export interface OpenFile {
  form: FileParts['form'];
  parts: OpenPart[];
  close(): void;
}

const headBytes = 64 * 1024;

/** Opens a stored file, whatever it is. Throws `UnpackError` for what cannot be read. */
export async function openParts(path: string, fileName: string): Promise<OpenFile> {
  const head = await headOf(path);
  const form = formOf(head);
  if (typeof form === 'object') throw new UnpackError(form.refused, 'told by its first bytes');
  if (form === 'text') return { form, parts: [], close: () => {} };
  if (form === 'gzip') return { form, parts: [await gzipPart(path, fileName)], close: () => {} };
  throw new UnpackError('ingestion.nothing_to_read', 'zip');
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
