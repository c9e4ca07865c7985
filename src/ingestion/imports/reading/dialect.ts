import { detectEncoding } from './encoding.ts';
import { asUtf8, readHeadRows } from './head-rows.ts';
import { findHeader } from './header-place.ts';
import type { Dialect } from './reading.contract.ts';

/** How much of a file's start decides its dialect. Bytes. */
export const headBytes = 256 * 1024;

const sampledRows = 200;
const delimiters = [',', '\t', ';', '|'] as const;

/**
 * Detects encoding, delimiter, quotation mark, line ends and header of a delimited text file from
 * its first `headBytes`. `samples` are further stretches of the file, looked at for the encoding
 * where the head is plain ASCII. `known` holds what a person has decided; it wins.
 */
export function detectDialect(
  head: Buffer,
  whole: boolean,
  samples: readonly Buffer[] = [],
  known: Partial<Dialect> = {},
): Dialect {
  const encoding = detectEncoding(head, whole, samples);
  const dialect: Dialect = {
    ...encoding,
    delimiter: ',',
    quote: '"',
    lineEnd: detectLineEnd(asUtf8(head, known.encoding ?? encoding.encoding)),
    skipRows: 0,
    headerRows: 1,
    ...known,
  };
  const stated = known.delimiter ? null : statedDelimiter(head, whole, dialect);
  if (stated) {
    dialect.delimiter = stated;
    dialect.skipRows = known.skipRows ?? 1;
  } else if (!known.delimiter) {
    dialect.delimiter = detectDelimiter(head, whole, dialect);
  }
  if (!known.quote && wearsSingleQuotes(head, whole, dialect)) dialect.quote = "'";
  if (known.headerRows === undefined) {
    const rows = readHeadRows(head, whole, dialect, sampledRows).cells.slice(dialect.skipRows);
    const found = findHeader(rows);
    dialect.headerRows = found.headerRows;
    if (known.skipRows === undefined) dialect.skipRows += found.skipRows;
  }
  return dialect;
}

/** The `sep=;` line that spreadsheets write before the header. */
function statedDelimiter(head: Buffer, whole: boolean, dialect: Dialect): Dialect['delimiter'] | null {
  for (const delimiter of delimiters) {
    const first = readHeadRows(head, whole, { ...dialect, delimiter }, 1).cells[0];
    if (first?.[0]?.toLowerCase() === 'sep=' && first.length === 2 && first[1] === '') return delimiter;
  }
  return null;
}

function detectDelimiter(head: Buffer, whole: boolean, dialect: Dialect): Dialect['delimiter'] {
  let best: Dialect['delimiter'] = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const { cells } = readHeadRows(head, whole, { ...dialect, delimiter }, sampledRows);
    const counts = new Map<number, number>();
    for (const row of cells) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
    const [columns, rows] = [...counts].filter(([length]) => length > 1).sort((a, b) => b[1] - a[1])[0] ?? [
      1, 0,
    ];
    // The header tells: a comma that only stands inside decimal numbers is missing from it.
    const score =
      (rows / cells.length) * (cells[0]?.length === columns ? 1 : 0.5) * (1 + Math.log2(columns) / 100);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function wearsSingleQuotes(head: Buffer, whole: boolean, dialect: Dialect): boolean {
  const filled = readHeadRows(head, whole, dialect, sampledRows)
    .cells.flat()
    .filter((cell) => cell !== '');
  const worn = filled.filter((cell) => cell.length > 1 && cell.startsWith("'") && cell.endsWith("'"));
  return worn.length > filled.length / 2;
}

function detectLineEnd(head: Buffer): Dialect['lineEnd'] {
  let [lf, crlf, cr] = [0, 0, 0];
  for (let at = 0; at < head.length; at++) {
    if (head[at] === 10) lf++;
    else if (head[at] === 13) {
      if (head[at + 1] === 10) {
        crlf++;
        at++;
      } else if (at + 1 < head.length) cr++;
    }
  }
  const kinds = [lf && 'lf', crlf && 'crlf', cr && 'cr'].filter((kind) => kind !== 0);
  if (kinds.length > 1) return 'mixed';
  return (kinds[0] as Dialect['lineEnd'] | undefined) ?? 'lf';
}
