import { formOf } from './file-form.ts';
import type { OpenPart } from './open-part.ts';
import { sheetText } from './sheet-text.ts';
import { firstPiece, gunzip } from './text-part.ts';
import { UnpackError } from './unpack-error.ts';
import { documentKind, openWorkbook, type Sheet, type Workbook } from './workbook.ts';
import { openZip, type ZipEntry, type ZipFile } from './zip-file.ts';

/** More would be no choice any more. */
const mostParts = 200;

/** A workbook inside an archive lies in memory while it is read. */
const mostNestedBytes = 96 << 20;
export const mostEntries = { archive: 1000, workbook: 10_000 };

/** What entries of an archive that are no tables turned out to be. */
type Refusals = Set<string>;

/** The sheets of a workbook that hold any row, the hidden ones last. */
export async function workbookParts(book: Workbook): Promise<OpenPart[]> {
  const filled: Sheet[] = [];
  for (const sheet of book.sheets) if (await hasRows(sheet)) filled.push(sheet);
  const parts = filled.map((sheet) => sheetPart(sheet.name, () => Promise.resolve({ book, sheet }), sheet));
  if (parts.length === 0) throw new UnpackError('ingestion.nothing_to_read', 'no sheet with rows');
  return parts.sort((a, b) => Number(a.hidden) - Number(b.hidden));
}

/** The text files and workbooks in an archive. Archives in it are left alone. */
export async function archiveParts(zip: ZipFile): Promise<OpenPart[]> {
  const entries = zip.entries.filter(({ name, sizeBytes }) => sizeBytes > 0 && !isSystemFile(name));
  const parts: OpenPart[] = [];
  const refusals: Refusals = new Set();
  for (const entry of entries) {
    if (parts.length >= mostParts) break;
    if (entry.readable) parts.push(...(await partsOfEntry(entry, refusals)));
    else refusals.add(entry.encrypted ? 'ingestion.file_encrypted' : 'ingestion.file_other_archive');
  }
  if (parts.length > 0) return parts.slice(0, mostParts);
  const [only] = refusals;
  const code = refusals.size === 1 ? (only as UnpackError['code']) : 'ingestion.nothing_to_read';
  throw new UnpackError(code, `${zip.entries.length} entries: ${[...refusals].join(', ')}`);
}

async function partsOfEntry(entry: ZipEntry, refusals: Refusals): Promise<OpenPart[]> {
  try {
    const form = formOf(await firstPiece(entry.bytes()));
    if (form === 'text') return [textPart(entry, () => entry.bytes())];
    if (form === 'zip') return await nestedParts(entry);
    if (form === 'gzip') {
      const inner = formOf(await firstPiece(gunzip(entry.bytes())));
      if (inner === 'text') return [textPart(entry, (taken) => gunzip(entry.bytes(), taken))];
      throw new UnpackError('ingestion.nothing_to_read', 'an archive in an archive');
    }
    throw new UnpackError(form.refused, entry.name);
  } catch (error) {
    if (!(error instanceof UnpackError)) throw error;
    refusals.add(error.code);
    return [];
  }
}

async function nestedParts(entry: ZipEntry): Promise<OpenPart[]> {
  if (entry.sizeBytes > mostNestedBytes) throw new UnpackError('ingestion.unpacked_too_large', entry.name);
  const open = async () => {
    const pieces: Buffer[] = [];
    for await (const piece of entry.bytes()) pieces.push(piece);
    const inner = await openZip(Buffer.concat(pieces), mostEntries.workbook);
    const kind = documentKind(inner);
    if (kind === null) throw new UnpackError('ingestion.nothing_to_read', 'an archive in an archive');
    if (kind !== 'workbook') throw new UnpackError(kind.refused, entry.name);
    return openWorkbook(inner);
  };
  const parts = await workbookParts(await open());
  return parts.map((part) => {
    const again = async () => {
      const book = await open();
      return { book, sheet: book.sheets.find(({ name }) => name === part.part)! };
    };
    return sheetPart(`${entry.name} › ${part.part}`, again, {
      hidden: part.hidden,
      entry: { sizeBytes: part.sizeBytes ?? 0 },
    });
  });
}

function textPart(
  entry: ZipEntry,
  open: (onTaken: (taken: number) => void) => AsyncIterable<Buffer>,
): OpenPart {
  let packed = 0;
  return {
    part: entry.name,
    form: 'text',
    sizeBytes: entry.sizeBytes,
    hidden: false,
    bytes: () =>
      open((taken) => {
        packed = taken;
      }),
    estimate: (given) =>
      packed === 0 ? entry.sizeBytes : Math.round((given * entry.sizeBytes) / Math.max(1, packed)),
  };
}

function sheetPart(
  part: string,
  open: () => Promise<{ book: Workbook; sheet: Sheet }>,
  { hidden, entry }: { hidden: boolean; entry: { sizeBytes: number } },
): OpenPart {
  let taken = 0;
  const progress = (bytes: number) => {
    taken = bytes;
  };
  return {
    part,
    form: 'sheet',
    sizeBytes: entry.sizeBytes,
    hidden,
    bytes: async function* (mostRows) {
      const { book, sheet } = await open();
      yield* sheetText(book, sheet, progress, mostRows);
    },
    estimate: (given) => Math.round((given * entry.sizeBytes) / Math.max(1, taken)),
  };
}

/** Looks no further than the first row. */
async function hasRows({ entry }: Sheet): Promise<boolean> {
  let text = '';
  for await (const piece of entry.bytes()) {
    text = text.slice(-20) + piece.toString('latin1');
    if (/<(?:\w+:)?row[\s>]/.test(text)) return true;
    if (/<(?:\w+:)?sheetData\s*\/>|<\/(?:\w+:)?sheetData>/.test(text)) return false;
  }
  return false;
}

function isSystemFile(name: string): boolean {
  return (
    name.endsWith('/') ||
    name.startsWith('__MACOSX/') ||
    /(?:^|\/)(?:\.[^/]*|Thumbs\.db|desktop\.ini)$/.test(name)
  );
}
