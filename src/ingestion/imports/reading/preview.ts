import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { cleanText, type ReadingOptions } from './cell-readers.ts';
import { profileColumns } from './columns.ts';
import { copyColumns } from './copy-columns.ts';
import { detectDialect, headBytes } from './dialect.ts';
import type { FileKind } from './fields.contract.ts';
import { readHeadRows } from './head-rows.ts';
import { rowInterpreter } from './interpret.ts';
import { missingFields, proposeMapping } from './mapping.ts';
import type { Dialect, Mapping, Preview, PreviewRow } from './reading.contract.ts';

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

const profiledRows = 1000;
const shownRows = 50;

/**
 * Detects how a file is written and what it holds, and shows its first rows as they would be read.
 * Looks at the head and two short samples only, so that the size of the file does not matter. `peeked` is the
 * head of a part that is not unpacked.
 */
export function makePreview(job: PreviewJob, peeked?: FileHead): Preview {
  const { head, samples, sizeBytes } = peeked ?? readHead(job.path);
  const whole = head.length === sizeBytes;
  const dialect = detectDialect(head, whole, samples, job.dialect);
  const above = dialect.skipRows + dialect.headerRows;
  const found = readHeadRows(head, whole, dialect, profiledRows + above);
  const data = found.cells.slice(above);
  const widest = data.reduce((most, row) => Math.max(most, row.length), 0);
  const headers =
    dialect.headerRows > 0 ? (found.cells[above - 1] ?? []) : new Array<string>(widest).fill('');
  const columns = profileColumns(headers.map(cleanText), data, job);
  const proposal = proposeMapping(columns, job.as);
  const mapping = job.mapping ?? proposal.mapping;
  return {
    dialect,
    sizeBytes,
    rows: countRows(found, above, sizeBytes),
    looked: data.length,
    lookedFailed: 0,
    lookedCleaned: 0,
    columns: columns.map((column) => ({ ...column, values: [], cleaning: null })),
    proposal,
    missing: missingFields(mapping),
    sample: interpretRows(data.slice(0, shownRows), mapping, job),
  };
}

function countRows(
  found: ReturnType<typeof readHeadRows>,
  above: number,
  sizeBytes: number,
): Preview['rows'] {
  const seen = Math.max(0, found.found - above);
  if (found.complete || found.bytes === 0) return { count: seen, exact: true };
  return { count: Math.max(seen, Math.round((found.found * sizeBytes) / found.bytes) - above), exact: false };
}

function interpretRows(rows: readonly string[][], mapping: Mapping, options: ReadingOptions): PreviewRow[] {
  const interpret = rowInterpreter(mapping, options);
  const columns = copyColumns[mapping.as].slice(1);
  const mapped = new Set(mapping.columns.map(({ field }) => field));
  return rows.map((cells, index) => {
    const { status, values, problems } = interpret({
      cellCount: cells.length,
      cell: (at) => cells[at] ?? '',
    });
    const shown = columns.flatMap(({ name, field }, slot) =>
      field === null || mapped.has(field) || values[slot] !== null ? [[field ?? name, values[slot]]] : [],
    );
    return {
      row: index + 1,
      cells: cells.map((cell) => cell.slice(0, 1000)),
      values: Object.fromEntries(shown),
      status,
      problems: [...problems],
    };
  });
}

function readHead(path: string): FileHead {
  const file = openSync(path, 'r');
  try {
    const sizeBytes = fstatSync(file).size;
    const piece = (at: number, length: number) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(length, sizeBytes - at)));
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, at));
    };
    const head = piece(0, headBytes);
    const samples =
      sizeBytes > headBytes
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
