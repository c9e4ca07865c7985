import { Package, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { type Search, usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { type ProductRow, productsContract } from '../products.contract.ts';
import { NewProductDialog } from './new-product-dialog.tsx';
import { ProductPreview } from './product-preview.tsx';
import { useSeesFigures } from './sees-figures.ts';
import './products.css';

const { list, count, facets } = productsContract.endpoints;
const sorts = ['name', 'revenue', 'quantity', 'lastSoldAt'] as const;
const figureKeys = ['revenue', 'quantity', 'lastSoldAt'];

function sortOf(search: Search, seesFigures: boolean) {
  const [key, way] = (search.sort ?? '').split(':');
  const direction = way === 'asc' ? ('asc' as const) : ('desc' as const);
  if (!seesFigures)
    return { sort: 'name' as const, direction: way === 'desc' ? ('desc' as const) : ('asc' as const) };
  return {
    sort: sorts.find((each) => each === key) ?? 'revenue',
    direction,
  };
}

/** All products with what they brought in. */
export function Page() {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const may = useMay();
  const [search, change] = usePageSearch();
  const filters = {
    q: search.q || undefined,
    category: search.category || undefined,
    brand: search.brand || undefined,
  };
  const seesFigures = useSeesFigures();
  const sort = sortOf(search, seesFigures);
  const pages = useEndpointPages(list, { ...filters, ...sort });
  const total = useEndpoint(count, filters);
  const choices = useEndpoint(facets, {});
  const definitions = (
    [
      ['category', choices.data?.categories],
      ['brand', choices.data?.brands],
    ] as const
  ).flatMap(([key, values]): FilterDefinition[] =>
    values && values.length > 0
      ? [
          {
            key,
            kind: 'choice',
            label: t(`field.${key}`),
            options: values.map((value) => ({ value, label: value })),
          },
        ]
      : [],
  );
  const shown = pages.rows?.find((row) => row.id === search.show);
  const narrow = (next: Search) => change({ ...next, show: undefined }, { push: !('q' in next) });
  return (
    <>
      <ListPage
        title={t('products.title')}
        count={
          total.data
            ? t(total.data.exact ? 'products.count' : 'products.about', {
                count: total.data.count,
                shown: format.number(total.data.count),
              })
            : undefined
        }
        freshness={pages.readAt ? t('list.asOf', { time: format.time(pages.readAt) }) : undefined}
        actions={
          may('commerce.write') ? (
            <Button tone="main" icon={Plus} onClick={() => change({ new: '1' })}>
              {t('products.new')}
            </Button>
          ) : undefined
        }
        search={{
          value: search.q ?? '',
          onChange: (q) => narrow({ q: q.trim() }),
          placeholder: t('products.find'),
        }}
        filters={
          definitions.length > 0 ? (
            <FilterBar filters={definitions} values={search} onChange={narrow} />
          ) : null
        }
        preview={
          shown
            ? {
                title: shown.name,
                to: `/products/${shown.id}`,
                onClose: () => change({ show: undefined }),
                children: <ProductPreview row={shown} />,
              }
            : null
        }
      >
        <DataTable
          mainTable
          label={t('products.title')}
          columns={useColumns().filter(({ key }) => seesFigures || !figureKeys.includes(key))}
          rows={pages.rows}
          rowKey={(row: ProductRow) => row.id}
          href={(row) => `/products/${row.id}`}
          onPreview={(row) => change({ show: row?.id })}
          previewKey={shown?.id ?? null}
          sort={{ key: sort.sort, direction: sort.direction }}
          onSort={({ key, direction }) =>
            change({ sort: key === 'revenue' && direction === 'desc' ? undefined : `${key}:${direction}` })
          }
          hasMore={pages.hasMore}
          loadingMore={pages.loadingMore}
          onMore={pages.loadMore}
          stale={pages.stale}
          error={pages.error}
          onRetry={pages.retry}
          empty={<NoProducts narrowed={Object.values(filters).some(Boolean)} />}
        />
      </ListPage>
      <NewProductDialog open={search.new === '1'} onClose={() => change({ new: undefined })} />
    </>
  );
}

function useColumns(): Column<ProductRow>[] {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const dash = <span className="pn-faint">–</span>;
  return [
    { key: 'name', header: t('field.name'), width: 220, grow: 3, sort: 'asc', cell: (row) => row.name },
    {
      key: 'code',
      header: t('field.code'),
      width: 110,
      grow: 0.5,
      cell: (row) => <span className="pn-mono pn-soft">{row.code}</span>,
    },
    {
      key: 'category',
      header: t('field.category'),
      width: 120,
      optional: true,
      card: 'none',
      cell: (row) => row.category ?? dash,
    },
    {
      key: 'brand',
      header: t('field.brand'),
      width: 120,
      optional: true,
      card: 'none',
      cell: (row) => row.brand ?? dash,
    },
    {
      key: 'quantity',
      header: t('field.sold'),
      width: 96,
      grow: 0.2,
      align: 'end',
      sort: 'desc',
      cell: (row) => (
        <span className="pn-num">
          <span className="pr-in-table">{format.number(row.quantity)}</span>
          <span className="pr-on-card">{t('products.sold', { shown: format.number(row.quantity) })}</span>
        </span>
      ),
    },
    {
      key: 'revenue',
      header: t('field.revenue'),
      width: 130,
      grow: 0.5,
      align: 'end',
      sort: 'desc',
      card: 'end',
      cell: (row) => (
        <span className="pn-num">{format.money({ amountMinor: row.revenueMinor ?? '0', currency })}</span>
      ),
    },
    {
      key: 'lastSoldAt',
      header: t('field.lastSold'),
      width: 116,
      grow: 0.4,
      sort: 'desc',
      cell: (row) => <Time value={row.lastSoldAt} />,
    },
  ];
}

function NoProducts({ narrowed }: { narrowed: boolean }) {
  const { t } = useTranslation('commerce');
  const [search, change] = usePageSearch();
  const may = useMay();
  if (narrowed) {
    return (
      <EmptyState
        icon={Package}
        title={t('empty.narrowTitle')}
        text={search.q ? t('empty.narrowSearch', { q: search.q }) : t('empty.narrowText')}
        action={
          <Button onClick={() => change({ q: undefined, category: undefined, brand: undefined })}>
            {t('empty.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={Package}
      title={t('empty.productsTitle')}
      text={t('empty.productsText')}
      action={
        may('ingestion.write') ? <ButtonLink to="/imports/new">{t('empty.import')}</ButtonLink> : undefined
      }
      example={t('empty.productsExample')}
    />
  );
}
