import { fieldWordsOf } from '#customers/public.web.ts';
import type { CallOf } from '#platform/http/contract.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import type { Search } from '#platform/ui/link.tsx';
import { minorOf } from '#platform/ui/minor-of.ts';
import { periodOf } from '#platform/ui/period.ts';
import type { Option } from '#platform/ui/select.tsx';
import type { TableSort } from '#platform/ui/table-column.ts';
import type { OrderField } from '../../fields/order-fields.contract.ts';
import { filteredFields } from '../order-filters.contract.ts';
import { type OrderKind, orderSort, type ordersContract } from '../orders.contract.ts';

type Filters = CallOf<typeof ordersContract.endpoints.count>;

export const views = ['all', 'sale', 'return', 'cancellation'] as const;

/** The kinds of documents are the views of the list. */
export function kindOf(search: Search): OrderKind | undefined {
  return views.filter((view) => view !== 'all').find((view) => view === search.kind);
}

/** The address bar's words as filters of the API; what is not understood is left out. */
export function filtersOf(search: Search, currency: string): Filters {
  const ordered = periodOf(search.ordered);
  const [minAmount = '', maxAmount = ''] = (search.amount ?? '').split('..');
  return {
    q: search.q || undefined,
    kind: kindOf(search),
    customerId: idOr(search.customer),
    guests: search.guests === 'true' || undefined,
    productId: idOr(search.product),
    importId: idOr(search.importId),
    store: search.store || undefined,
    channel: search.channel || undefined,
    brand: search.brand || undefined,
    seller: search.seller || undefined,
    currency: /^[A-Z]{3}$/.test(search.currency ?? '') ? search.currency : undefined,
    orderedFrom: ordered.from,
    orderedTo: ordered.to,
    minAmountMinor: minorOf(minAmount, currency),
    maxAmountMinor: minorOf(maxAmount, currency),
  };
}

type Reads = (field: OrderField) => boolean;

/** Without the filters that ask about what the reader may not read: an address can come from somebody who may. */
export function readable(filters: Filters, reads: Reads): Filters {
  const kept = Object.entries(filters).filter(([key]) => {
    const field = filteredFields[key as keyof Filters];
    return !field || reads(field);
  });
  return Object.fromEntries(kept);
}

const sortedFields = { orderedAt: 'orderedAt', amount: 'baseAmountMinor' } as const;

/** No `sort` where the reader may not read what would be sorted by. */
export function sortOf(search: Search, reads: Reads) {
  const [key, direction] = (search.sort ?? '').split(':');
  const sort = orderSort.options.find((option) => option === key) ?? 'orderedAt';
  return {
    sort: reads(sortedFields[sort]) ? sort : undefined,
    direction: direction === 'asc' ? ('asc' as const) : ('desc' as const),
  };
}

export function sortWord({ key, direction }: TableSort): string | undefined {
  return key === 'orderedAt' && direction === 'desc' ? undefined : `${key}:${direction}`;
}

const filterKeys = [
  'customer',
  'guests',
  'product',
  'importId',
  'ordered',
  'amount',
  'store',
  'channel',
  'brand',
  'seller',
  'currency',
] as const;

export function isNarrowed(search: Search): boolean {
  return Boolean(search.q) || filterKeys.some((key) => search[key]) || fieldWordsOf(search).length > 0;
}

/** True where only a period narrows the list: then its sums are at hand. */
export function hasCheapSums(search: Search): boolean {
  // Sums are kept by days.
  if (fieldWordsOf(search).length > 0 || search.ordered?.includes('T')) return false;
  return !search.q && !search.kind && filterKeys.every((key) => key === 'ordered' || !search[key]);
}

export function withoutFilters(search: Search): Search {
  return Object.fromEntries(['q', ...filterKeys, ...fieldWordsOf(search)].map((key) => [key, undefined]));
}

interface Facets {
  stores: string[];
  channels: string[];
  brands: string[];
  sellers: string[];
  currencies: string[];
}

interface FilterWords {
  t: (key: string) => string;
  reads: Reads;
  /** The import that the list is narrowed to, where it is. */
  importId: string | undefined;
  importName: (id: string) => string;
  currency: string;
  customer: Pick<FilterDefinition & { kind: 'search' }, 'search' | 'chosen'>;
  product: Pick<FilterDefinition & { kind: 'search' }, 'search' | 'chosen'>;
}

/** The filters on offer; those that have nothing to choose from are left out. */
export function filterDefinitions(facets: Facets | undefined, words: FilterWords): FilterDefinition[] {
  const { t, reads, currency, customer, product, importId } = words;
  const named = (values: string[] = []): Option[] => values.map((value) => ({ value, label: value }));
  const choice = (key: string, options: Option[]): FilterDefinition[] =>
    options.length > 0 ? [{ key, kind: 'choice', label: t(`field.${key}`), options }] : [];
  return [
    ...(reads('orderedAt') ? [{ key: 'ordered', kind: 'dates', label: t('field.orderedAt') } as const] : []),
    { key: 'customer', kind: 'search', label: t('field.customer'), ...customer },
    ...choice('guests', [{ value: 'true', label: t('filter.onlyGuests') }]),
    { key: 'product', kind: 'search', label: t('field.product'), ...product },
    ...(importId ? choice('importId', [{ value: importId, label: words.importName(importId) }]) : []),
    ...choice('store', named(facets?.stores)),
    ...choice('channel', named(facets?.channels)),
    ...choice('brand', named(facets?.brands)),
    ...choice('seller', named(facets?.sellers)),
    ...(reads('baseAmountMinor')
      ? [{ key: 'amount', kind: 'range', label: t('field.amount'), unit: currency } as const]
      : []),
    ...((facets?.currencies.length ?? 0) > 1 ? choice('currency', named(facets?.currencies)) : []),
  ];
}

function idOr(text: string | undefined): string | undefined {
  return /^[1-9]\d{0,17}$/.test(text ?? '') ? text : undefined;
}
