import { useQueries, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterDefinition } from './filter.ts';
import { keptValues } from './kept-values.ts';
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
  const askedAt = useAskedAt(known.map(({ key }) => search[key] ?? '').join('\n'));
  const kept: Search = { ...search };
  const gone: string[] = [];
  const unknown: string[] = [];
  for (const [index, { key, labelKey, needs, several }] of known.entries()) {
    const value = search[key];
    const { data: options, dataUpdatedAt: readAt, isError: failed } = read[index]!;
    if (!value) continue;
    const there = may(needs)
      ? keptValues(several ? value.split(',') : [value], { options, readAt, failed }, askedAt)
      : [];
    if (!there) unknown.push(key);
    else kept[key] = there.join(',') || undefined;
    if (kept[key] !== value) gone.push(t(labelKey));
  }
  useReadAnew(
    list,
    unknown.filter((key) => read[known.findIndex((filter) => filter.key === key)]!.data).join(),
  );
  const filters = known.flatMap(({ key, labelKey, needs, several, ledTo }, index): FilterDefinition[] => {
    if (!may(needs) || (ledTo && !search[key])) return [];
    const label = t(labelKey);
    return [{ key, label, lead: label, kind: 'choice', several, options: read[index]!.data ?? [] }];
  });
  return { filters, search: kept, gone, ready: unknown.length === 0 };
}

/** Since when it is this that is asked for, in milliseconds. */
function useAskedAt(words: string): number {
  const [asked, setAsked] = useState(() => ({ words, at: Date.now() }));
  if (asked.words !== words) setAsked({ words, at: Date.now() });
  return asked.at;
}

/** Reads the options of filters, named with commas, again. */
function useReadAnew(list: string, keys: string) {
  const client = useQueryClient();
  useEffect(() => {
    for (const key of keys === '' ? [] : keys.split(','))
      void client.invalidateQueries({ queryKey: ['list-filter', list, key] });
  }, [client, list, keys]);
}
