import {
  type FieldKey,
  type FileKind,
  fieldCatalogue,
  fieldKeys,
  fieldsOf,
} from '#ingestion/imports/reading/fields.contract.ts';
import type { ColumnProfile } from '#ingestion/imports/reading/reading.contract.ts';
import { fitWidth, plainText, textWidth } from './text-width.ts';
import { CommandError, type Texts } from './texts.ts';

export interface ChosenColumn {
  column: number;
  field: FieldKey;
}

/** One `Header=field` of the command line; an undefined field leaves the column unread. */
export interface ColumnChoice {
  header: string;
  field: FieldKey | undefined;
}

/**
 * Reads `Header=field` (or `3=field`, columns counted from 1; `Header=` for a column to leave unread). Throws
 * CommandError, for an unknown field with the fields that a file of this kind (or of any) can carry.
 */
export function readChoice(choice: string, as: FileKind | undefined, texts: Texts): ColumnChoice {
  const split = choice.lastIndexOf('=');
  if (split < 1) throw new CommandError('usage.map', { choice: plainText(choice) });
  const name = choice.slice(split + 1).trim();
  return { header: choice.slice(0, split), field: name === '' ? undefined : fieldNamed(name, as, texts) };
}

/** Puts the choices over the columns that were recognised. Throws CommandError that lists the headers of the file. */
export function chooseColumns(
  choices: ColumnChoice[],
  recognised: readonly ChosenColumn[],
  columns: readonly ColumnProfile[],
): ChosenColumn[] {
  let chosen = [...recognised];
  for (const { header, field } of choices) {
    const column = columnNamed(header, columns);
    chosen = chosen.filter((each) => each.column !== column && each.field !== field);
    if (field) chosen.push({ column, field });
  }
  return chosen.sort((a, b) => a.column - b.column);
}

function columnNamed(name: string, columns: readonly ColumnProfile[]): number {
  const wanted = plainHeader(name);
  const exact = columns.find(({ header }) => header === name);
  const found = exact ?? columns.find(({ header }) => header !== '' && plainHeader(header) === wanted);
  if (found) return found.column;
  const number = /^\d{1,4}$/.test(wanted) ? Number(wanted) : 0;
  if (number >= 1 && number <= columns.length) return columns[number - 1]!.column;
  const headers = columns.map(({ header }, index) => `  ${index + 1}  ${plainText(header)}`.trimEnd());
  throw new CommandError('usage.unknownHeader', { name: plainText(name), headers: headers.join('\n') });
}

function plainHeader(header: string): string {
  return header.normalize('NFKC').trim().toLowerCase();
}

function fieldNamed(name: string, as: FileKind | undefined, texts: Texts): FieldKey {
  const fields = as ? fieldsOf(as) : fieldKeys;
  const found = fields.find((field) => field === name);
  if (found) return found;
  const widest = Math.max(...fields.map(textWidth));
  const known = fields.map(
    (field) => `  ${fitWidth(field, widest)}  ${fieldCatalogue[field][texts.language]}`,
  );
  throw new CommandError('usage.unknownField', { name: plainText(name), fields: known.join('\n') });
}
