import type { Search } from '#platform/ui/link.tsx';
import type { SavedView } from '../views.contract.ts';

/** Words of the address that are of the moment and belong to no view. */
const passing = ['saved', 'show', 'new'];

/** What a view keeps of the address. */
export function wordsOfView(search: Search): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) => (value && !passing.includes(key) ? [[key, value]] : [])),
  );
}

/** True where the list is no longer as the view says. */
export function differs(search: Search, view: SavedView): boolean {
  const now = wordsOfView(search);
  const keys = new Set([...Object.keys(now), ...Object.keys(view.search)]);
  return [...keys].some((key) => now[key] !== view.search[key]);
}

/** The change of the address that shows exactly this view. */
export function changeToView(search: Search, view: SavedView | undefined): Search {
  const without = Object.fromEntries(Object.keys(search).map((key) => [key, undefined]));
  return view ? { ...without, ...view.search, saved: view.id } : without;
}
