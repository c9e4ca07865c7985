import { useSyncExternalStore } from 'react';

/** Follows a media query, for example `(max-width: 639px)`. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

/** A phone: bottom tabs, cards in place of tables, one column. */
export const usePhone = () => useMedia('(max-width: 639px)');
