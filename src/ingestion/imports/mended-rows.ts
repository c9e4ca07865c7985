import type { ImportRecord } from './imports.queries.ts';
import { keyColumn, readRowKey } from './mended-file.ts';
import type { FileChunk } from './reading/read-chunks.ts';
import { readRows } from './reading/read-rows.ts';
import type { Dialect } from './reading/reading.contract.ts';

interface MendedRows {
  importId: string;
  /** Row of this file → row of the first import. */
  rows: Map<number, number>;
}

type Stretch = Pick<FileChunk, 'firstRow' | 'byteFrom' | 'byteTo'>;

/**
 * Says of the chunks of a file, in their order, which row of the first import each of its rows is; undefined for any
 * file but one of mended rows. Of equal keys in the whole file the first counts: an import that goes on in the middle
 * of it looks at what lies before.
 */
export function mendedRowsOf(
  record: ImportRecord,
  path: string,
): (chunk: Stretch) => Promise<MendedRows | undefined> {
  const column = keyColumn(record.column_names);
  const importId = record.mends;
  if (importId === null || column === undefined) return async () => undefined;
  const met = new Set<number>();
  let begun = false;
  const read = async (fromByte: number, fromRow: number, toByte: number) => {
    const rows = new Map<number, number>();
    for await (const raw of readRows(path, { fromByte, fromRow, toByte }, record.dialect as Dialect)) {
      const key = readRowKey(raw.cells[column] ?? '');
      if (key?.importId !== importId) continue;
      // A copy of a mended row is a row of its own, known by its place in this file.
      rows.set(raw.row, met.has(key.row) ? -raw.row : key.row);
      met.add(key.row);
    }
    return rows;
  };
  return async ({ firstRow, byteFrom, byteTo }) => {
    if (!begun && byteFrom > 0) await read(0, 1, byteFrom);
    begun = true;
    return { importId, rows: await read(byteFrom, firstRow, byteTo) };
  };
}
