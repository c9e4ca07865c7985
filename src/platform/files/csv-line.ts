/** What a spreadsheet would run when a cell begins with it. */
const runs = /^[=+\-@\t\r]/;
/** Numbers and phone numbers begin with the same signs and run nothing. */
const harmless = /^[+-]?[\d.,\s()-]*\d[\d.,\s()-]*%?$/;

/**
 * One line of CSV (RFC 4180, CRLF). A text that a spreadsheet would run as a formula gets an apostrophe in
 * front; numbers and phone numbers stay as they are.
 */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: string | number | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  const safe = runs.test(text) && !harmless.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
