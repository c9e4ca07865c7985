import { useEffect, useRef } from 'react';

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

/**
 * Listens to keys on the whole page: `j`, `/`, `Escape`, `Mod+k` (Ctrl or ⌘), `g c` (one after the other).
 * Silent while somebody types in a field or a dialog or menu is open; `Mod+…` always works.
 */
export function useKeys(map: KeyMap, enabled = true): void {
  const current = useRef(map);
  current.current = map;
  const sequence = useRef({ key: '', at: 0 });
  useEffect(() => {
    if (!enabled) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const withMod = event.ctrlKey || event.metaKey;
      if (!withMod && (isTyping(event.target) || isCovered())) return;
      if (
        event.key === 'Enter' &&
        event.target instanceof Element &&
        event.target.closest('a, button, input, label')
      )
        return;
      const key = withMod ? `Mod+${event.key.toLowerCase()}` : event.key;
      const before = event.timeStamp - sequence.current.at < 1_200 ? `${sequence.current.key} ${key}` : '';
      const run = current.current[before] ?? current.current[key];
      sequence.current = { key, at: event.timeStamp };
      if (!run) return;
      run(event);
      event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

function isCovered(): boolean {
  return document.querySelector('.pn-dialog, .pn-menu, .pn-popover, .pn-palette') !== null;
}
