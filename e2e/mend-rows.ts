/** The cells of one line of CSV. */
function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
  }
  return cells;
}

/** What a person does in a spreadsheet: names whoever has no name, and empties the cells beyond the header. */
export function mendFailedRows(text: string): string {
  const [first = '', ...lines] = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const header = cellsOf(first);
  const name = header.findIndex((each) => each.endsWith('姓名'));
  const number = header.findIndex((each) => each.endsWith('会员编号'));
  const mended = lines.map((line, index) => {
    const cells = cellsOf(line).slice(0, header.length);
    if (!cells[name]) cells[name] = '周知';
    if (!cells[number]) cells[number] = `V08${index}0`;
    return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  });
  return `\ufeff${[first, ...mended].join('\r\n')}\r\n`;
}
