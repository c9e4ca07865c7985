import { fail } from '../errors/errors.ts';
import { fitsBigint, isStorableText } from './contract.ts';

/** Where a keyset page ended: the sort it belongs to, the last row's sort value and its id. */
export interface Cursor {
  sort: string;
  value: string | null;
  id: string;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, cursor.value, cursor.id])).toString('base64url');
}

/** What a sort value is: PostgreSQL would answer a made-up one with an error of its own. */
export type SortValue = 'text' | 'instant' | 'decimal' | 'bigint' | 'integer';

/**
 * Reads a cursor that we gave out for this very sort; anything else is the caller's mistake. Name the kind of
 * the sort value wherever SQL casts it.
 */
export function decodeCursor(
  text: string | undefined,
  sort: string,
  kind: SortValue = 'text',
): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 3 && parts[0] === sort) {
      const [, value, id] = parts;
      const valueFits = value === null || (typeof value === 'string' && fits(value, kind));
      const idFits = typeof id === 'string' && /^\d{1,19}$/.test(id) && fitsBigint(id);
      if (valueFits && idFits) return { sort, value, id };
    }
  } catch {
    // Falls through to the same answer as any other foreign text.
  }
  throw fail('invalid', 'platform.wrong_cursor', { detail: 'This cursor belongs to another list or sort.' });
}

/** The shape that the database layer gives times in, with up to six digits of a second. */
const instantText = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/;

function fits(value: string, kind: SortValue): boolean {
  if (kind === 'instant')
    return instantText.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
  if (kind === 'decimal') return /^-?\d{1,40}(\.\d{1,20})?$/.test(value);
  if (kind === 'bigint') return /^-?\d{1,19}$/.test(value) && fitsBigint(value.replace('-', ''));
  if (kind === 'integer') return /^-?\d{1,9}$/.test(value);
  return isStorableText(value);
}

/** False for the 31st of February, which Date.parse takes. */
function isDay(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
