import { createHash } from 'node:crypto';
import type { Mapping } from './reading/reading.contract.ts';

/** Stands for the columns of a file: equal for files with equal names in equal order, however they are written. */
export function columnsPrint(names: readonly string[]): string {
  return createHash('sha256').update(names.map(plain).join('\n')).digest('base64url');
}

/**
 * Moves a mapping over to another file by the names of its columns; columns that the other file lacks are left
 * out. `missing` names those.
 */
export function movedMapping(
  mapping: Mapping,
  from: readonly string[],
  to: readonly string[],
): { mapping: Mapping; missing: string[] } {
  const places = new Map(to.map((name, index) => [plain(name), index]));
  const placeOf = (column: number) => places.get(plain(from[column] ?? ''));
  const columns = mapping.columns.flatMap((one) => {
    const column = placeOf(one.column);
    return column === undefined ? [] : [{ ...one, column }];
  });
  const sensitive = mapping.sensitive?.flatMap((column) => placeOf(column) ?? []);
  return {
    mapping: {
      ...mapping,
      columns,
      columnCount: Math.max(1, to.length),
      ...(sensitive === undefined ? {} : { sensitive }),
    },
    missing: mapping.columns
      .filter(({ column }) => placeOf(column) === undefined)
      .map(({ column }) => from[column] ?? String(column + 1)),
  };
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
