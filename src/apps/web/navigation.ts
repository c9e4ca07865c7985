import { useLocation } from '@tanstack/react-router';
import type { NavEntry, PageDefinition } from '#platform/ui/page.ts';
import { useMay } from '#platform/ui/session.tsx';
import { allPages } from './pages.ts';

export interface NavItem extends NavEntry {
  to: string;
  below: NavItem[];
}

/** The entries that this person may open, in the order of the work, sub-entries below theirs. */
export function useNavigation(): NavItem[] {
  const may = useMay();
  const entries = allPages.filter((page) => page.nav && may(page.needs)).map(itemOf);
  const inOrder = (items: NavItem[]) => items.toSorted((one, other) => one.order - other.order);
  const paths = new Set(entries.map((entry) => entry.to));
  return inOrder(entries.filter((entry) => !entry.parent || !paths.has(entry.parent))).map((entry) => ({
    ...entry,
    below: inOrder(entries.filter((each) => each.parent === entry.to)),
  }));
}

function itemOf(page: PageDefinition): NavItem {
  return { ...page.nav!, to: page.path, below: [] };
}

/** The path of the entry that the current page belongs to: the longest that begins its address. */
export function useCurrentEntry(items: NavItem[]): string | undefined {
  const { pathname } = useLocation();
  return items
    .flatMap((item) => [item, ...item.below])
    .map((item) => item.to)
    .filter((to) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)))
    .toSorted((one, other) => other.length - one.length)[0];
}
