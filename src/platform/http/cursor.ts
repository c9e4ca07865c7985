import { fail } from '../errors/errors.ts';

/** Where a keyset page ended: the sort it belongs to, the last row's sort value and its id. */
export interface Cursor {
  sort: string;
  value: string | null;
  id: string;
}

export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.sort, cursor.value, cursor.id])).toString('base64url');
}

/** Reads a cursor that we gave out for this very sort; anything else is the caller's mistake. */
export function decodeCursor(text: string | undefined, sort: string): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 3 && parts[0] === sort) {
      const [, value, id] = parts;
      const valueFits = value === null || typeof value === 'string';
      if (valueFits && typeof id === 'string' && /^\d{1,19}$/.test(id)) return { sort, value, id };
    }
  } catch {
    // Falls through to the same answer as any other foreign text.
  }
  throw fail('invalid', 'platform.wrong_cursor', { detail: 'This cursor belongs to another list or sort.' });
}
