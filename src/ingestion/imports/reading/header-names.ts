const longestName = 200;

/**
 * One name a column from the header rows of a file, for everybody who needs one: filled, unique, of one line, and
 * harmless as a key. Names of groups above stand before ("联系方式 手机"); a group reaches over the blank cells
 * to its right, unless the row repeats its groups itself. Columns without a name are called by their position
 * ("3"); names that come again get a number ("电话 (2)"). `width` is how many columns the rows of the file have.
 */
export function headerNames(rows: readonly (readonly string[])[], width = 0): string[] {
  const plain = rows.map((row) => row.map(plainCell));
  const spread = plain.map((row, index) => spreadGroups(row, plain.slice(index + 1)));
  const count = plain.reduce((most, row) => Math.max(most, row.length), width);
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, column) => {
    const parts = new Set(spread.map((row) => row[column] ?? '').filter((text) => text !== ''));
    const name = harmless([...parts].join(' ').slice(0, longestName)) || String(column + 1);
    return unique(name, taken);
  });
}

const hanBehind = /^\p{Script=Han}/u;
const hanBefore = /\p{Script=Han}$/u;

/** Line breaks vanish between Chinese characters and are blanks elsewhere; each run is looked at once. */
function plainCell(text: string): string {
  return text
    .replace(/[\s\p{Cc}\ufeff]+/gu, (run, at: number) => {
      const end = at + run.length;
      const parts = !/[\r\n]/.test(run) || !hanBefore.test(text.slice(Math.max(0, at - 2), at));
      return parts || !hanBehind.test(text.slice(end, end + 2)) ? ' ' : '';
    })
    .trim();
}

function spreadGroups(row: readonly string[], below: readonly (readonly string[])[]): readonly string[] {
  if (below.length === 0 || row.some((cell, column) => cell !== '' && cell === row[column + 1])) return row;
  const named = (column: number) => below.some((cells) => (cells[column] ?? '') !== '');
  const width = below.reduce((most, cells) => Math.max(most, cells.length), row.length);
  let group = '';
  return Array.from({ length: width }, (_, column) => {
    const cell = row[column] ?? '';
    if (cell !== '') group = named(column) ? cell : '';
    return cell === '' && named(column) ? group : cell;
  });
}

/** A key of this name would set the prototype of an object. */
function harmless(name: string): string {
  return name === '__proto__' ? '(__proto__)' : name;
}

function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let number = 2; taken.has(found); number++) found = `${name} (${number})`;
  taken.add(found);
  return found;
}
