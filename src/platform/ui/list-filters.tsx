import { useQueries } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterDefinition } from './filter.ts';
import type { Search } from './link.tsx';
import type { ListFilterDefinition } from './page.ts';
import { useMay } from './session.tsx';

const ListFiltersContext = createContext<ListFilterDefinition[]>([]);

export function ListFiltersProvider(props: { filters: ListFilterDefinition[]; children: ReactNode }) {
  return <ListFiltersContext.Provider value={props.filters}>{props.children}</ListFiltersContext.Provider>;
}

interface OthersFilters {
  filters: FilterDefinition[];
  /** What the address says, without what is gone or not for this person. */
  search: Search;
  /** The names of the filters of which something is gone. */
  gone: string[];
  /** It is known what is gone. */
  ready: boolean;
}

/** By what other domains know this list can be narrowed. */
export function useListFilters(list: string, search: Search): OthersFilters {
  const { t } = useTranslation();
  const may = useMay();
  const known = useContext(ListFiltersContext).filter((filter) => filter.list === list);
  const askedOf = ({ key, ledTo }: ListFilterDefinition) => (ledTo ? (search[key] ?? '') : '');
  const read = useQueries({
    queries: known.map((filter) => ({
      queryKey: ['list-filter', list, filter.key, askedOf(filter)],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await filter.load()).readOptions(askedOf(filter), signal),
      enabled: may(filter.needs) && (!filter.ledTo || Boolean(search[filter.key])),
    })),
  });
  const kept: Search = { ...search };
  const gone: string[] = [];
  let ready = true;
  for (const [index, { key, labelKey, needs, several }] of known.entries()) {
    const value = search[key];
    const { data, isPending } = read[index]!;
    if (!value) continue;
    if (!may(needs)) kept[key] = undefined;
    else if (data) {
      const parts = several ? value.split(',') : [value];
      kept[key] = parts.filter((part) => data.some((option) => option.value === part)).join(',') || undefined;
    } else if (isPending) ready = false;
    if (kept[key] !== value) gone.push(t(labelKey));
  }
  const filters = known.flatMap(({ key, labelKey, needs, several, ledTo }, index): FilterDefinition[] => {
    if (!may(needs) || (ledTo && !search[key])) return [];
    const label = t(labelKey);
    return [{ key, label, lead: label, kind: 'choice', several, options: read[index]!.data ?? [] }];
  });
  return { filters, search: kept, gone, ready };
}
