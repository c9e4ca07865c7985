import { useCallback, useEffect, useState } from 'react';
import { useSession } from './session.tsx';

/**
 * A draft that is kept on this device until it is saved, so that going back or closing the tab loses nothing. `place` is what
 * is being written; it is kept while it differs from `given`, what the place has by itself, and once that is another one,
 * what was kept does not belong to it any more. JSON has to say all of it.
 */
export function useKeptDraft<T>(place: string, given: T) {
  const { user } = useSession();
  const key = `perennial.draft.${user.id}.${place}`;
  const [first] = useState(() => JSON.stringify(given));
  const [kept] = useState(() => keptDraft<T>(readKept(key), first));
  const [draft, setDraft] = useState<T>(() => kept ?? given);
  const text = JSON.stringify(draft);
  const changed = text !== first;
  useEffect(() => writeKept(key, changed ? toKeep(text, first) : undefined), [key, first, text, changed]);
  const forget = useCallback(() => writeKept(key, undefined), [key]);
  return { draft, setDraft, goesOn: kept !== undefined && changed, forget };
}

/** The draft out of what was kept, where it began with what is given now. */
export function keptDraft<T>(kept: string | null, given: string): T | undefined {
  const text = textKept(kept, given);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** A draft as text in the form in which it is kept, with what it began with. */
export function toKeep(text: string, given: string): string {
  return JSON.stringify({ given, text });
}

/** The text in what was kept, where it began with what is given now. */
export function textKept(kept: string | null, given: string): string | undefined {
  try {
    const read = JSON.parse(kept ?? '{}') as { given?: unknown; text?: unknown };
    return read.given === given && typeof read.text === 'string' ? read.text : undefined;
  } catch {
    return undefined;
  }
}

/** What this device keeps under a name. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A device that keeps nothing, or has no room left, does not keep anybody from writing. */
export function writeKept(key: string, text: string | undefined): void {
  try {
    if (text === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {}
}
