import { usePageSearch } from '#platform/ui/link.tsx';
import { useSession } from '#platform/ui/session.tsx';

/** Which columns stand behind the name, in their order, and the widths in px that somebody gave to some. */
export interface ShownColumns {
  keys: string[];
  widths: Record<string, number>;
}

/** Columns that show several fields in one. */
const composed: Record<string, readonly string[]> = {
  contact: ['phone', 'email'],
  place: ['country', 'region', 'city'],
};
export const composedKeys = Object.keys(composed);

/** The fields that a column shows. */
export function fieldsOfColumn(key: string): readonly string[] {
  return Object.hasOwn(composed, key) ? composed[key]! : [key];
}

/** The column that every row is opened by: always the first. */
export const nameColumn = 'displayName';
const usual = ['contact', 'place', 'ownerId', 'tags', 'orders', 'spendMinor', 'lastOrderAt', 'createdAt'];
const mostColumns = 40;

/** The columns of a word of the address: `contact,city-140`; the usual ones where there is none. */
export function columnsIn(word: string | undefined): ShownColumns {
  if (!word) return { keys: usual, widths: {} };
  const parts = word.split(',').slice(0, mostColumns);
  const read = parts.flatMap((part) => {
    const [, key, width] = /^([A-Za-z][\w.]*)(?:-(\d{2,3}))?$/.exec(part) ?? [];
    return key === undefined ? [] : [{ key, width: width === undefined ? undefined : Number(width) }];
  });
  return {
    keys: [...new Set(read.map(({ key }) => key))].filter((key) => key !== nameColumn),
    widths: Object.fromEntries(read.flatMap(({ key, width }) => (width ? [[key, width]] : []))),
  };
}

/** The same as a word; undefined for the usual columns. */
export function wordOfColumns({ keys, widths }: ShownColumns): string | undefined {
  const named = widths[nameColumn] || keys.length === 0 ? [nameColumn, ...keys] : keys;
  const word = named.map((key) => (widths[key] ? `${key}-${widths[key]}` : key)).join(',');
  return word === usual.join(',') ? undefined : word;
}

/**
 * The columns of the list as the address names them. Where it names none, and no view, they are those that the reader
 * chose last on this device: widths fit a screen, and what is to be there everywhere is saved as a view.
 */
export function useListColumns() {
  const [search, change] = usePageSearch();
  const keptAs = `perennial.columns.${useSession().user.id}`;
  const kept = search.saved ? undefined : (localStorage.getItem(keptAs) ?? undefined);
  const word = search.columns ?? kept;
  const choose = (next: ShownColumns) => {
    const chosen = wordOfColumns(next);
    if (!search.saved && chosen) localStorage.setItem(keptAs, chosen);
    else if (!search.saved) localStorage.removeItem(keptAs);
    change({ columns: chosen });
  };
  return { word, shown: columnsIn(word), choose };
}
