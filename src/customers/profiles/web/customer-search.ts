import type { TFunction } from 'i18next';
import type { CallOf } from '#platform/http/contract.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import type { Format } from '#platform/ui/format.ts';
import type { Search } from '#platform/ui/link.tsx';
import { minorOf } from '#platform/ui/minor-of.ts';
import { daysOf, periodOf } from '#platform/ui/period.ts';
import type { TableSort } from '#platform/ui/table-column.ts';
import { conditionsIn, textOfConditions } from '../../conditions/web/condition-words.ts';
import type { CustomerKind } from '../customer-edit.contract.ts';
import { filtersOfOthers } from '../customer-filters.contract.ts';
import { type ListedField, sorting } from '../customer-list.contract.ts';
import { isInEveryRow } from '../customer-row.contract.ts';
import type { profilesContract } from '../profiles.contract.ts';
import { countryCodes } from './country-codes.ts';
import { fieldsOfColumn } from './list-columns.ts';
import { type FilterChoices, qualityDefinitions, qualityFiltersOf, qualityKeys } from './quality-filters.ts';

type Filters = CallOf<typeof profilesContract.endpoints.count>;
export type Facets = Record<
  'countries' | 'regions' | 'cities',
  { value: string; count: number; exact: boolean }[]
>;

export const views = ['all', 'person', 'organisation', 'bin'] as const;
export type View = (typeof views)[number];

export function viewOf(search: Search): View {
  return views.find((view) => view === search.view) ?? 'all';
}

/** Whether the list goes by a field: a custom field that an address asks for may be left out. */
export type GoesBy = (field: string) => boolean;

/** The address bar's words as filters of the API; what is not understood is left out. */
export function filtersOf(search: Search, currency: string, goesBy: GoesBy): Filters {
  const view = viewOf(search);
  const [minSpend, maxSpend] = endsOf(search.spend);
  const [lastOrderFrom, lastOrderTo] = daysOf(periodOf(search.lastOrder));
  const added = periodOf(search.added);
  return {
    q: search.q || undefined,
    kind: view === 'person' || view === 'organisation' ? (view satisfies CustomerKind) : undefined,
    bin: view === 'bin' || undefined,
    country: countriesOf(search).join(',') || undefined,
    region: search.region || undefined,
    city: search.city || undefined,
    ownerId: /^([1-9]\d{0,17}|none)$/.test(search.owner ?? '') ? search.owner : undefined,
    hasOrders: search.orders === 'yes' ? true : search.orders === 'no' ? false : undefined,
    minSpendMinor: minorOf(minSpend, currency),
    maxSpendMinor: minorOf(maxSpend, currency),
    lastOrderFrom,
    lastOrderTo,
    addedFrom: added.from,
    addedTo: added.to,
    where: textOfConditions(conditionsIn(search.where).filter(([field]) => goesBy(field))),
    ...qualityFiltersOf(search),
    ...Object.fromEntries(filtersOfOthers.map((key) => [key, search[key] || undefined])),
  };
}

/** The custom fields that the address sorts or narrows by. */
export function customFieldsIn(search: Search): string[] {
  const asked = [search.sort?.split(':', 1)[0] ?? '', ...conditionsIn(search.where).map(([field]) => field)];
  return [...new Set(asked)].filter((field) => field.startsWith('field.'));
}

/** What the list is sorted by; by the latest where the reader may not read the field. */
export function sortOf(
  search: Search,
  reads: (field: string) => boolean,
): { sort: ListedField; direction: 'asc' | 'desc' } {
  const [key, direction] = (search.sort ?? '').split(':');
  const { data } = sorting.sort.safeParse(key);
  const sort = data && reads(data) ? data : 'createdAt';
  const usual = sort === 'displayName' ? 'asc' : 'desc';
  return { sort, direction: direction === 'asc' || direction === 'desc' ? direction : usual };
}

export function sortWord({ key, direction }: TableSort): string | undefined {
  return key === 'createdAt' && direction === 'desc' ? undefined : `${key}:${direction}`;
}

/** The fields that rows are asked for beside those that every row has, for columns of these keys. */
export function furtherOf(columnKeys: readonly string[]): string | undefined {
  return (
    columnKeys
      .flatMap(fieldsOfColumn)
      .filter((field) => !isInEveryRow(field))
      .join(',') || undefined
  );
}

/** Countries first; regions once it is one country, cities once it is one region: a city alone is ambiguous. */
export function countriesOf(search: Search): string[] {
  return (search.country ?? '').split(',').filter((code) => code === 'none' || countryCodes.includes(code));
}

const filterKeys = [
  'country',
  'region',
  'city',
  'owner',
  'spend',
  'orders',
  'lastOrder',
  'added',
  ...qualityKeys,
  ...filtersOfOthers,
] as const;

/** The field that a filter of the page asks about, which whoever filters has to be able to read. */
export const fieldsOfFilter: Record<string, string[]> = {
  country: ['country'],
  region: ['region'],
  city: ['city'],
  owner: ['ownerId'],
  spend: ['spendMinor'],
  orders: ['orders'],
  lastOrder: ['lastOrderAt'],
  tag: ['tags'],
  cityTier: ['cityTier'],
};

/** True while anything narrows the list; without it an empty list means that there are no customers at all. */
export function isNarrowed(search: Search): boolean {
  return Boolean(search.q) || filterKeys.some((key) => search[key]);
}

export const withoutFilters: Search = Object.fromEntries(['q', ...filterKeys].map((key) => [key, undefined]));

/** A change of filters; regions and cities fall with what they lie in, an outcome with its import. */
export function changeOf(change: Search): Search {
  if ('importId' in change && !change.importId) return { ...change, importOutcome: undefined };
  if ('work' in change && !change.work) return { ...change, workOutcome: undefined };
  if ('country' in change) return { ...change, region: undefined, city: undefined };
  if ('region' in change) return { ...change, city: undefined };
  return change;
}

/** The filters on offer, in the reader's words; `facets` says which places there are, `choices` what else. */
export function filterDefinitions(
  facets: Facets | undefined,
  choices: FilterChoices,
  search: Search,
  words: { t: TFunction<'customers'>; format: Format; currency: string },
): FilterDefinition[] {
  const { t, format, currency } = words;
  const options = (
    list: Facets[keyof Facets] | undefined,
    name: (value: string) => string = (value) => value,
  ) =>
    (list ?? []).map(({ value, count, exact }) => ({
      value,
      label: name(value),
      note: `${format.number(count)}${exact ? '' : '+'}`,
    }));
  const countryName = (code: string) =>
    code === 'none' ? t('place.unknown') : format.nameOf('region', code);
  const places: FilterDefinition[] = [
    {
      key: 'country',
      kind: 'choice',
      several: true,
      label: t('field.country'),
      options: [...options(facets?.countries, countryName), { value: 'none', label: countryName('none') }],
    },
  ];
  if (countriesOf(search).length === 1)
    places.push({
      key: 'region',
      kind: 'choice',
      label: t('field.region'),
      options: options(facets?.regions),
    });
  if (search.region)
    places.push({ key: 'city', kind: 'choice', label: t('field.city'), options: options(facets?.cities) });
  return [
    ...places,
    { key: 'owner', kind: 'choice', label: t('field.ownerId'), options: choices.owners },
    { key: 'spend', kind: 'range', label: t('field.spend'), unit: currency },
    {
      key: 'orders',
      kind: 'choice',
      label: t('field.orders'),
      options: [
        { value: 'yes', label: t('filter.hasOrders') },
        { value: 'no', label: t('filter.noOrders') },
      ],
    },
    { key: 'lastOrder', kind: 'dates', label: t('field.lastOrder') },
    { key: 'added', kind: 'dates', label: t('field.added') },
    ...qualityDefinitions(choices, search, words),
  ];
}

function endsOf(range: string | undefined): [string, string] {
  const [from = '', to = ''] = (range ?? '').split('..');
  return [from, to];
}
