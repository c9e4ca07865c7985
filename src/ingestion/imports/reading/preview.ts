import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UnpackError } from '../unpacking/unpack-error.ts';
import type { ReadingOptions } from './cell-readers.ts';
import { profileColumns } from './columns.ts';
import { dateOrdersOf } from './date-orders.ts';
import { detectDialect, headBytes } from './dialect.ts';
import type { FileKind } from './fields.contract.ts';
import { readHeadRows } from './head-rows.ts';
import { headerNames } from './header-names.ts';
import { missingFields, proposeMapping } from './mapping.ts';
import { previewCleaning } from './preview-cleaning.ts';
import type { ColumnProfile, Dialect, Mapping, Preview } from './reading.contract.ts';

/** What a person has decided about the file; the rest is detected. */
export interface PreviewJob extends ReadingOptions {
  path: string;
  /** The part of a packed file to show, unpacked only as far as it is looked at. */
  part?: string | undefined;
  /** The name of the file, which names the part of a gzip file. */
  fileName?: string | undefined;
  as?: FileKind | undefined;
  dialect?: Partial<Dialect> | undefined;
  /** The mapping to show; without it the proposed one. */
  mapping?: Mapping | undefined;
}

/** The start of a file and short stretches from further on. A head as long as the file is the whole file. */
export interface FileHead {
  head: Buffer;
  samples: Buffer[];
  sizeBytes: number;
}

const mostLooked = 5000;
/** Wide files are looked at less far, so that a preview takes as long as that of others. */
const lookedCells = 80_000;
const fewestLooked = 200;
const lookedBytes = 1 << 20;

/**
 * Detects how a file is written and what it holds, and shows what cleaning does to its first rows and how
 * they would be read. Looks at the head and two short samples only, so that the size of the file does not matter.
 * `peeked` is the head of a part that is not unpacked. Refuses files of more columns than can be read.
 */
export function makePreview(job: PreviewJob, peeked?: FileHead): Preview {
  const { head, samples, sizeBytes } = peeked ?? readHead(job.path);
  const whole = head.length === sizeBytes;
  const start = head.subarray(0, headBytes);
  const dialect = detectDialect(start, start.length === sizeBytes, samples, job.dialect);
  const above = dialect.skipRows + dialect.headerRows;
  const [first = []] = readHeadRows(start, start.length === sizeBytes, dialect, above + 1).cells.slice(-1);
  const most = Math.max(
    fewestLooked,
    Math.min(mostLooked, Math.floor(lookedCells / Math.max(1, first.length))),
  );
  const found = readHeadRows(head, whole, dialect, most + above);
  if (found.firstFailure === 'row.too_many_columns' && found.cells.length === 0)
    throw new UnpackError('ingestion.file_too_wide', 'the first rows have too many columns');
  const data = found.cells.slice(above);
  const widest = data.reduce((most, row) => Math.max(most, row.length), 0);
  const headers = headerNames(
    found.cells.slice(dialect.skipRows, above),
    dialect.headerRows > 0 ? 0 : widest,
  );
  const atHead = profileColumns(dialect.headerRows > 0 ? headers : headers.map(() => ''), data, job);
  const profiles = peeked || found.complete ? atHead : withOrders(atHead, job.path, dialect);
  const proposal = proposeMapping(profiles, job.as);
  const mapping = job.mapping ?? proposal.mapping;
  return {
    dialect,
    sizeBytes,
    rows: countRows(found, { above, most, headBytes: head.length, sizeBytes }),
    unread: found.broken,
    ...previewCleaning(data, profiles, mapping, job, headers),
    proposal,
    missing: missingFields(mapping),
  };
}

/** So long a preview looks on for a date that tells day from month. */
const furtherMs = 300;

/** The profiles with orders of day and month that a value further on tells. */
function withOrders(profiles: ColumnProfile[], path: string, dialect: Dialect): ColumnProfile[] {
  const guessed = profiles.filter(({ dateOrderGuessed }) => dateOrderGuessed);
  if (guessed.length === 0) return profiles;
  const columns = guessed.map(({ column }) => column);
  const told = dateOrdersOf({ path, dialect, columns, mostMs: furtherMs });
  return profiles.map((profile) => {
    const dateOrder = told.get(profile.column);
    if (dateOrder === undefined) return profile;
    const { dateOrderGuessed: _, ...reading } = profile.reading;
    return { ...profile, reading: { ...reading, dateOrder }, dateOrderGuessed: false };
  });
}

/** Fewer rows than these say nothing about how many a file has. */
const fewestToEstimate = 100;

function countRows(
  found: ReturnType<typeof readHeadRows>,
  looked: { above: number; most: number; headBytes: number; sizeBytes: number },
): Preview['rows'] {
  const { above, most, sizeBytes } = looked;
  const seen = Math.max(0, found.found - above);
  if (found.complete || found.bytes === 0) return { count: seen, exact: true };
  // A giant cell ends what can be looked at early, and short rows before it would make a wild number.
  const endsEarly = seen < most && found.bytes < looked.headBytes / 2;
  if (seen < fewestToEstimate || endsEarly) return { count: seen, exact: false, atLeast: true };
  return { count: Math.max(seen, Math.round((found.found * sizeBytes) / found.bytes) - above), exact: false };
}

function readHead(path: string): FileHead {
  const file = openSync(path, 'r');
  try {
    const sizeBytes = fstatSync(file).size;
    const piece = (at: number, length: number) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, sizeBytes - at)));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at));
    };
    const head = piece(0, lookedBytes);
    const samples =
      sizeBytes > lookedBytes
        ? [
            piece(Math.floor(sizeBytes / 2), headBytes / 4),
            piece(Math.max(0, sizeBytes - headBytes / 4), headBytes / 4),
          ]
        : [];
    return { head, samples, sizeBytes };
  } finally {
    closeSync(file);
  }
}
