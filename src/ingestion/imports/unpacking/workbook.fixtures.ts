import { type PackedEntry, zipOf } from './zip.fixtures.ts';

/** A cell to be written: text, a number, a truth value, or a number with a style of `styleFormats`. */
export type WrittenCell =
  | string
  | number
  | boolean
  | null
  | { number: number | string; style?: keyof typeof styleFormats }
  | { inline: string }
  | { formula: string; gives: string | number }
  | { error: string }
  | { raw: string };

export interface WrittenSheet {
  name: string;
  rows: readonly (readonly WrittenCell[])[];
  merges?: readonly string[];
  hidden?: boolean;
}

/** Number formats by name; the place is the style of a cell, after the plain one. */
export const styleFormats = {
  date: 14,
  datetime: 22,
  time: 21,
  duration: 46,
  percent: 10,
  chineseDate: 'yyyy"年"m"月"d"日"',
  isoMoment: 'yyyy\\-mm\\-dd\\ hh:mm:ss',
  money: '[$¥-804]#,##0.00;[Red]\\-[$¥-804]#,##0.00',
  postal: '000000',
} as const;

export interface WorkbookOptions {
  epoch1904?: boolean;
  /** Texts in the cells themselves, as some programs write them. */
  inlineStrings?: boolean;
  /** Cells and rows without their places. */
  placeless?: boolean;
  /** Tags with a prefix of their own. */
  prefix?: string;
  /** Entries besides or instead of the usual ones. */
  entries?: readonly PackedEntry[];
}

const office = 'http://schemas.openxmlformats.org';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** An .xlsx file with these sheets. */
export function workbookOf(sheets: readonly WrittenSheet[], options: WorkbookOptions = {}): Buffer {
  return zipOf(workbookEntries(sheets, options));
}

/** What an .xlsx file with these sheets consists of. */
function workbookEntries(sheets: readonly WrittenSheet[], options: WorkbookOptions = {}): PackedEntry[] {
  const strings: string[] = [];
  const places = new Map<string, number>();
  const shared = (text: string) => {
    const known = places.get(text) ?? strings.push(text) - 1;
    places.set(text, known);
    return known;
  };
  const bodies = sheets.map((sheet) => sheetXml(sheet, options, shared));
  const replaced = new Map((options.entries ?? []).map((entry) => [entry.name, entry]));
  const usual: PackedEntry[] = [
    {
      name: '[Content_Types].xml',
      content: `${head}<Types xmlns="${office}/package/2006/content-types"/>`,
    },
    {
      name: '_rels/.rels',
      content: relationsXml([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    },
    { name: 'xl/workbook.xml', content: workbookXml(sheets, options) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationsXml([
        ...sheets.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
        ['rIdS', 'sharedStrings', 'sharedStrings.xml'],
        ['rIdT', 'styles', '/xl/styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', content: stylesXml() },
    { name: 'xl/sharedStrings.xml', content: stringsXml(strings) },
    ...bodies.map((content, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content })),
  ];
  const names = new Set(usual.map(({ name }) => name));
  return [
    ...usual.map((entry) => replaced.get(entry.name) ?? entry),
    ...(options.entries ?? []).filter(({ name }) => !names.has(name)),
  ];
}

function sheetXml(
  { rows, merges = [] }: WrittenSheet,
  { prefix = '', placeless = false, inlineStrings = false }: WorkbookOptions,
  shared: (text: string) => number,
): string {
  const tag = prefix === '' ? '' : `${prefix}:`;
  const body = rows.map((cells, row) => {
    const filled = cells.map((cell, column) => {
      if (cell === null) return placeless ? `<${tag}c/>` : '';
      const place = placeless ? '' : ` r="${columnName(column)}${row + 1}"`;
      return cellXml(cell, place, tag, inlineStrings, shared);
    });
    return `<${tag}row${placeless ? '' : ` r="${row + 1}"`}>${filled.join('')}</${tag}row>`;
  });
  const merged = merges.map((ref) => `<${tag}mergeCell ref="${ref}"/>`).join('');
  const space = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  return `${head}<${tag}worksheet ${space}="${office}/spreadsheetml/2006/main"><${tag}sheetData>${body.join('')}</${tag}sheetData>${merged && `<${tag}mergeCells>${merged}</${tag}mergeCells>`}</${tag}worksheet>`;
}

function cellXml(
  cell: Exclude<WrittenCell, null>,
  place: string,
  tag: string,
  inlineStrings: boolean,
  shared: (text: string) => number,
): string {
  const valued = (kind: string, value: string) =>
    `<${tag}c${place}${kind}><${tag}v>${value}</${tag}v></${tag}c>`;
  const inline = (text: string) =>
    `<${tag}c${place} t="inlineStr"><${tag}is><${tag}t xml:space="preserve">${escaped(text)}</${tag}t></${tag}is></${tag}c>`;
  if (typeof cell === 'string') return inlineStrings ? inline(cell) : valued(' t="s"', String(shared(cell)));
  if (typeof cell === 'number') return valued('', String(cell));
  if (typeof cell === 'boolean') return valued(' t="b"', cell ? '1' : '0');
  if ('raw' in cell) return cell.raw;
  if ('inline' in cell) return inline(cell.inline);
  if ('error' in cell) return valued(' t="e"', cell.error);
  if ('formula' in cell) {
    const kind = typeof cell.gives === 'string' ? ' t="str"' : '';
    return `<${tag}c${place}${kind}><${tag}f>${escaped(cell.formula)}</${tag}f><${tag}v>${escaped(String(cell.gives))}</${tag}v></${tag}c>`;
  }
  const style = cell.style ? Object.keys(styleFormats).indexOf(cell.style) + 1 : 0;
  return valued(` s="${style}"`, String(cell.number));
}

function workbookXml(sheets: readonly WrittenSheet[], { epoch1904 = false }: WorkbookOptions): string {
  const list = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  );
  return `${head}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><workbookPr${epoch1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`;
}

function relationsXml(relations: readonly (readonly [string, string, string])[]): string {
  const list = relations.map(
    ([id, type, target]) =>
      `<Relationship Id="${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${office}/package/2006/relationships">${list.join('')}</Relationships>`;
}

function stylesXml(): string {
  const formats = Object.values(styleFormats);
  const own = formats.flatMap((format, at) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + at}" formatCode="${escaped(format)}"/>`] : [],
  );
  const styles = formats.map(
    (format, at) => `<xf numFmtId="${typeof format === 'string' ? 164 + at : format}"/>`,
  );
  return `${head}<styleSheet xmlns="${office}/spreadsheetml/2006/main"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}

function stringsXml(strings: readonly string[]): string {
  const list = strings.map((text, at) =>
    at % 3 === 2
      ? `<si><r><t xml:space="preserve">${escaped(text)}</t></r><rPh sb="0" eb="1"><t>ignored</t></rPh></si>`
      : `<si><t xml:space="preserve">${escaped(text)}</t></si>`,
  );
  return `${head}<sst xmlns="${office}/spreadsheetml/2006/main">${list.join('')}</sst>`;
}

/** Name of a column, from 0: A, B, …, AA. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function escaped(text: string): string {
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, '_x005F_x$1_')
    .replace(/[^\P{Cc}\t\n]/gu, (one) => `_x${one.charCodeAt(0).toString(16).padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
