/** What a spreadsheet would run when a cell begins with it. */
const runs = /^[=+\-@\t\r]/;
/** Numbers begin with the same signs and are what they are. */
const number = /^[+-]?(?:\d[\d.,\u0020\u00a0\u202f]*|\.\d+)%?$/;
/** Phone numbers too; with fewer digits it would be a sum to be worked out: +1-2. */
const phone = /^\+(?:[\u0020().-]*\d){7,}$/;

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
  const safe = runs.test(text) && !number.test(text) && !phone.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
