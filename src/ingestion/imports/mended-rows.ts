import type { ImportRecord } from './imports.queries.ts';
import { keyColumn, readRowKey } from './mended-file.ts';
import type { FileChunk } from './reading/read-chunks.ts';
import { readRows } from './reading/read-rows.ts';
import type { Dialect } from './reading/reading.contract.ts';

/** Which row of the first import each row of a chunk of mended rows is; undefined for any other file. */
export async function mendedRows(
  record: ImportRecord,
  path: string,
  chunk: Pick<FileChunk, 'firstRow' | 'byteFrom' | 'byteTo'>,
): Promise<{ importId: string; rows: Map<number, number> } | undefined> {
  const column = keyColumn(record.column_names);
  if (record.mends === null || column === undefined) return undefined;
  const rows = new Map<number, number>();
  const met = new Set<number>();
  const range = { fromByte: chunk.byteFrom, fromRow: chunk.firstRow, toByte: chunk.byteTo };
  for await (const raw of readRows(path, range, record.dialect as Dialect)) {
    const key = readRowKey(raw.cells[column] ?? '');
    if (key?.importId !== record.mends) continue;
    // A copy of a mended row is a row of its own, known by its place in this file.
    rows.set(raw.row, met.has(key.row) ? -raw.row : key.row);
    met.add(key.row);
  }
  return { importId: record.mends, rows };
}
