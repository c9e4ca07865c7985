import type { Context } from '#platform/db/context.ts';
import { movedMapping } from './column-names.ts';
import { findImport, type ImportRecord } from './imports.queries.ts';
import { uploadPrint } from './journal.queries.ts';
import type { Mapping, PreviewRow } from './reading/reading.contract.ts';
import type { SetUp } from './set-up.ts';

/** The columns that a file of failed rows has before those of the file itself, by language. */
export const mendColumns = {
  en: ['Perennial row key', 'Why it failed', 'Column that failed', 'Value that failed', 'Further reasons'],
  zh: ['常青行标识', '失败原因', '出错的列', '出错的值', '其他原因'],
} as const;

const keyNames: readonly string[] = [mendColumns.en[0], mendColumns.zh[0]];
const added: readonly string[] = [...mendColumns.en, ...mendColumns.zh];

/** Where the key of the row stands; undefined in a file that was not made of failed rows. */
export function keyColumn(names: readonly string[]): number | undefined {
  const place = names.findIndex((name) => keyNames.includes(name));
  return place < 0 ? undefined : place;
}

/** Positions of the columns that the exporter of failed rows added. */
export function addedColumns(names: readonly string[]): number[] {
  if (keyColumn(names) === undefined) return [];
  return names.flatMap((name, index) => (added.includes(name) ? [index] : []));
}

/** Names a row of an import for good: its import, its number and the print of the file that it came in. */
export function rowKey(importId: string, row: number, print: string): string {
  return `r${importId}.${row}.${print}`;
}

export interface RowKey {
  importId: string;
  row: number;
  print: string;
}

/** Reads a key; spreadsheet programs leave it as it is. Undefined for anything else. */
export function readRowKey(text: string): RowKey | undefined {
  const found = /^r(\d{1,18})\.(\d{1,12})\.([0-9a-f]{8})$/.exec(text.trim());
  return found ? { importId: found[1]!, row: Number(found[2]), print: found[3]! } : undefined;
}

/** The import whose failed rows a file brings back, told by the keys of its first rows. */
export async function mendedImport(
  ctx: Context,
  names: readonly string[],
  sample: readonly PreviewRow[],
): Promise<ImportRecord | undefined> {
  const column = keyColumn(names);
  if (column === undefined) return undefined;
  for (const { cells } of sample) {
    const key = readRowKey(cells[column] ?? '');
    if (!key) continue;
    const record = await findImport(ctx, key.importId);
    // Another installation numbers its imports alike.
    if (record?.upload_id && (await uploadPrint(ctx, record.upload_id)) === key.print) return record;
  }
  return undefined;
}

/** Reads mended rows as the rows of the first file were read, without the columns that were added. */
export function setUpAsMended(scratch: SetUp, names: readonly string[], mended: ImportRecord): SetUp {
  const { mapping } = movedMapping(mended.mapping as Mapping, mended.column_names, names);
  return {
    dialect: scratch.dialect,
    mapping: { ...mapping, leftOut: addedColumns(names) },
    options: { ...scratch.options, ...(mended.options as object) },
    recipeId: mended.recipe_id ?? undefined,
    mends: mended.id,
  };
}
