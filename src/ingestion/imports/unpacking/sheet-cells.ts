import { type NumberMeaning, numberText } from './cell-formats.ts';
import { mostCells } from './csv-rows.ts';
import { type XmlEvents, xmlReader } from './xml-events.ts';

/** A cell with text of its own, or the place of its text among the shared strings. */
export type SheetCell = string | number;

/** A row of a sheet as it stands there; cells that the sheet leaves out are empty. */
export interface SheetRow {
  /** From 1, as spreadsheets count. */
  row: number;
  cells: SheetCell[];
}

/** What the numbers in a sheet mean. */
export interface SheetStyle {
  meanings: readonly NumberMeaning[];
  epoch1904: boolean;
}

/** Reads the cells out of the XML of a sheet as it comes; complete rows wait in `rows`, to be taken out. */
export function sheetReader(style: SheetStyle) {
  const rows: SheetRow[] = [];
  const state = { row: 0, column: 0, kind: '', meaning: 'number' as NumberMeaning, cells: [] as SheetCell[] };
  let text = '';
  let takes = false;
  const events: XmlEvents = {
    open: (name, attributes) => {
      if (name === 'row') {
        const named = Number(attributes.r);
        state.row = named > state.row && named <= 2 ** 24 ? named : state.row + 1;
        state.column = 0;
        state.cells = [];
      } else if (name === 'c') {
        const named = attributes.r === undefined ? 0 : columnOf(attributes.r);
        state.column = named > 0 ? named : state.column + 1;
        state.kind = attributes.t ?? 'n';
        state.meaning = style.meanings[Number(attributes.s ?? 0)] ?? 'number';
        text = '';
      } else if (name === 'v' || name === 't') takes = true;
      // How characters are pronounced is no part of the text.
      else if (name === 'rPh') state.kind = 'rPh';
    },
    text: (piece) => {
      if (takes && state.kind !== 'rPh') text += piece;
    },
    close: (name) => {
      if (name === 'v' || name === 't') takes = false;
      else if (name === 'rPh') state.kind = 'inlineStr';
      else if (name === 'c' && text !== '') put(state.cells, state.column, cellOf(text, state, style));
      else if (name === 'row' && state.cells.length > 0) rows.push({ row: state.row, cells: state.cells });
    },
  };
  const reader = xmlReader(events);
  return { rows, push: reader.push, end: reader.end, at: () => state.row };
}

/** Cells beyond the cap are told by one in the last place, which makes the row too wide. */
function put(cells: SheetCell[], column: number, cell: SheetCell): void {
  const place = Math.min(column, mostCells) - 1;
  while (cells.length < place) cells.push('');
  cells[place] = cell;
}

function cellOf(
  text: string,
  { kind, meaning }: { kind: string; meaning: NumberMeaning },
  { epoch1904 }: SheetStyle,
): SheetCell {
  if (kind === 's') return /^\d{1,9}$/.test(text) ? Number(text) : '';
  if (kind === 'n') return numberText(text, meaning, epoch1904);
  if (kind === 'b') return text === '1' ? 'TRUE' : 'FALSE';
  if (kind === 'd') return text.replace(/T00:00:00(?:\.0+)?Z?$/, '').replace('T', ' ');
  return kind === 'e' ? text : unescaped(text);
}

/** Characters that XML does not hold are written as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Number of a column, from 1, out of the name of a cell: `AB12` gives 28; 0 where there is none. */
export function columnOf(cell: string): number {
  let column = 0;
  for (let at = 0; at < cell.length; at++) {
    const letter = cell.charCodeAt(at) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = Math.min(column * 26 + letter - 64, 1 << 20);
  }
  return column;
}
