import { type TableColumn, tableLines } from './table.ts';
import { fitWidth, plainText, textWidth } from './text-width.ts';
import type { Texts } from './texts.ts';
import type { Written } from './written.ts';

type Plain = Record<string, unknown>;

/** Keys whose values are words of ours; the same word in a name is somebody's name. */
const worded = new Set(['kind', 'state', 'status', 'direction', 'gender', 'customerKind', 'keyKind']);

/**
 * One record as lines: its values under one another, then its lists as tables. Keys are named by the texts
 * where they have one, so that a new field shows at once; keys without a value are left out.
 */
export function recordLines(
  record: Plain,
  texts: Texts,
  written: Written,
  terminalColumns: number | undefined,
): string[] {
  const currency = currencyOf(record, written);
  const values = Object.entries(record).filter(([, value]) => isValue(value));
  const names = values.map(([key]) => nameOf(key, texts));
  const widest = Math.max(0, ...names.map(textWidth));
  const lines = values.map(([key, value], index) =>
    `${fitWidth(names[index]!, widest)}  ${valueText(key, value, currency, texts, written)}`.trimEnd(),
  );
  for (const [key, value] of Object.entries(record)) {
    const rows = rowsIn(value);
    if (rows.length === 0) continue;
    const columns = columnsOf(rows, currency, texts, written);
    lines.push('', nameOf(key, texts), ...tableLines(columns, terminalColumns)(rows));
  }
  return lines;
}

/** The name of a key for people: a text of ours, else the key as words. */
function nameOf(key: string, texts: Texts): string {
  return (
    texts.find([`cli:field.${key}`]) ??
    key
      .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      .replace(/^./, (first) => first.toUpperCase())
  );
}

/** What stands under a name; objects and lists of objects are tables of their own. */
function isValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (Array.isArray(value)) return value.length > 0 && value.every((each) => typeof each !== 'object');
  return typeof value !== 'object';
}

/** The rows of a list or of a page of one; a single object is one row. */
function rowsIn(value: unknown): Plain[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'object' && each !== null);
  return 'items' in value ? rowsIn(value.items) : [value as Plain];
}

function columnsOf(
  rows: Plain[],
  currency: string | undefined,
  texts: Texts,
  written: Written,
): TableColumn<Plain>[] {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return keys
    .filter((key) => rows.some((row) => isValue(row[key])))
    .map((key) => ({
      title: nameOf(key, texts),
      cell: (row) =>
        isValue(row[key])
          ? valueText(key, row[key], currencyOf(row, written) ?? currency, texts, written)
          : '',
      align: isNumber(key, rows) ? 'right' : 'left',
    }));
}

function isNumber(key: string, rows: Plain[]): boolean {
  return /Minor$/.test(key) || rows.every((row) => /^-?[\d.]+$/.test(String(row[key] ?? '0')));
}

function currencyOf(record: Plain, written: Written): string | undefined {
  return typeof record.currency === 'string' ? record.currency : written.currency;
}

/** Names end in their unit: `…Minor` is money. `base…` and spend are in the organisation's currency. */
function valueText(
  key: string,
  value: unknown,
  currency: string | undefined,
  texts: Texts,
  written: Written,
): string {
  if (Array.isArray(value)) return plainText(value.join(', '));
  if (typeof value === 'boolean') return texts.say(value ? 'word.yes' : 'word.no');
  if (typeof value === 'number') return texts.number(value);
  const text = String(value);
  if (/Minor$/.test(key)) return written.money(text, /^(base|spend)/.test(key) ? written.currency : currency);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return written.time(text);
  return (worded.has(key) ? texts.find([`cli:value.${text}`]) : undefined) ?? plainText(text);
}
