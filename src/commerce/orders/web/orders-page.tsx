import { Download, Plus, Receipt } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { customerOptions, useCustomerName, useFieldFilters } from '#customers/public.web.ts';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { downloadUrl } from '#platform/ui/client.ts';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { type Search, usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import { keptFromOrders, useOrderRights } from '../../fields/web/order-right.ts';
import { productOptions, useProductName } from '../../products/web/find-products.ts';
import { type OrderRow, ordersContract } from '../orders.contract.ts';
import { NewOrderDialog } from './new-order-dialog.tsx';
import { useOrderColumns } from './order-columns.tsx';
import { OrderPreview } from './order-preview.tsx';
import {
  filterDefinitions,
  filtersOf,
  hasCheapSums,
  isNarrowed,
  kindOf,
  readable,
  sortOf,
  sortWord,
  views,
  withoutFilters,
} from './order-search.ts';
import { OrderSums } from './order-sums-strip.tsx';
import './orders.css';

const { list, count, facets } = ordersContract.endpoints;

/** All orders, returns and cancellations; everything that narrows them stands in the address. */
export function Page() {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const may = useMay();
  const kept = keptFromOrders(useSession());
  const mayOrder = !kept;
  const { reads } = useOrderRights();
  const { currency } = useSession().organisation;
  const [search, change] = usePageSearch();
  const own = useFieldFilters('order', search);
  const filters = { ...readable(filtersOf(search, currency), reads), customFields: own.conditions };
  const sort = sortOf(search, reads);
  const pages = useEndpointPages(list, { ...filters, ...sort }, { enabled: own.ready });
  const rows = own.ready ? pages.rows : undefined;
  const counted = useEndpoint(count, filters, { enabled: own.ready });
  const total = own.ready ? counted.data : undefined;
  const definitions = [...useFilterDefinitions(search), ...own.definitions];
  // Who keeps no sales reps needs no room for them.
  const columns = useOrderColumns(definitions.some(({ key }) => key === 'seller') ? [] : ['seller']);
  const shown = rows?.find((row) => row.id === search.show);
  const narrow = (next: Search) => change({ ...next, show: undefined }, { push: !('q' in next) });
  return (
    <>
      <ListPage
        title={t('orders.title')}
        count={
          total
            ? t(total.exact ? 'orders.count' : 'orders.about', {
                count: total.count,
                shown: format.number(total.count),
              })
            : undefined
        }
        freshness={pages.readAt ? t('list.asOf', { time: format.time(pages.readAt) }) : undefined}
        actions={
          <>
            {may('commerce.export') && own.ready ? (
              <a
                className="pn-button"
                data-tone="plain"
                data-size="normal"
                href={downloadUrl(ordersContract.endpoints.export, filters)}
                download
              >
                <Download aria-hidden />
                <span>{t('list.export')}</span>
              </a>
            ) : null}
            {mayOrder ? (
              <Button tone="main" icon={Plus} onClick={() => change({ new: '1' })}>
                {t('orders.new')}
              </Button>
            ) : null}
          </>
        }
        views={{
          items: views.map((key) => ({ key, label: t(`view.${key}`) })),
          value: kindOf(search) ?? 'all',
          onChange: (key) => narrow({ kind: key === 'all' ? undefined : key }),
        }}
        search={{
          value: search.q ?? '',
          onChange: (q) => narrow({ q: q.trim() }),
          placeholder: t('orders.find'),
        }}
        filters={<FilterBar filters={definitions} values={search} onChange={narrow} />}
        remarks={[
          ...(search.new === '1' && kept ? [t(`newOrder.kept.${kept}`)] : []),
          ...own.gone.map((field) => t('list.fieldGone', { field })),
          ...own.kept.map((field) => t('list.fieldKept', { field })),
        ]}
        preview={
          shown
            ? {
                title: shown.number,
                to: `/orders/${shown.id}`,
                onClose: () => change({ show: undefined }),
                children: <OrderPreview row={shown} />,
              }
            : null
        }
      >
        {reads('orderedAt') && hasCheapSums(search) && rows?.length !== 0 ? (
          <OrderSums ordered={search.ordered} />
        ) : null}
        <DataTable
          mainTable
          label={t('orders.title')}
          columns={columns}
          rows={rows}
          rowKey={(row: OrderRow) => row.id}
          href={(row) => `/orders/${row.id}`}
          onPreview={(row) => change({ show: row?.id })}
          previewKey={shown?.id ?? null}
          sort={{ key: sort.sort ?? 'written', direction: sort.direction }}
          onSort={(next) => change({ sort: sortWord(next) }, { push: true })}
          hasMore={pages.hasMore}
          loadingMore={pages.loadingMore}
          onMore={pages.loadMore}
          stale={pages.stale}
          error={own.error ?? pages.error}
          onRetry={own.error ? own.retry : pages.retry}
          empty={<NoOrders />}
        />
      </ListPage>
      {search.new === '1' && mayOrder ? (
        <NewOrderDialog customerId={search.for} onClose={() => change({ new: undefined, for: undefined })} />
      ) : null}
    </>
  );
}

function useFilterDefinitions(search: Search) {
  const { t } = useTranslation('commerce');
  const { currency } = useSession().organisation;
  const choices = useEndpoint(facets, {});
  const { reads } = useOrderRights();
  const chosen = (value: string | undefined, label: string | undefined) =>
    value && label ? { value, label } : undefined;
  const customer = chosen(search.customer, useCustomerName(search.customer));
  const product = chosen(search.product, useProductName(search.product));
  return filterDefinitions(choices.data, {
    t: (key) => t(key),
    reads,
    importId: search.importId,
    importName: (id) => t('filter.importNamed', { id }),
    currency,
    customer: { search: customerOptions, chosen: customer },
    product: { search: productOptions, chosen: product },
  });
}

function NoOrders() {
  const { t } = useTranslation('commerce');
  const [search, change] = usePageSearch();
  const may = useMay();
  if (isNarrowed(search) || kindOf(search)) {
    return (
      <EmptyState
        icon={Receipt}
        title={t('empty.narrowTitle')}
        text={search.q ? t('empty.narrowSearch', { q: search.q }) : t('empty.narrowText')}
        action={
          <Button onClick={() => change({ ...withoutFilters(search), kind: undefined })}>
            {t('empty.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={Receipt}
      title={t('empty.ordersTitle')}
      text={t('empty.ordersText')}
      action={
        may('ingestion.write') ? <ButtonLink to="/imports/new">{t('empty.import')}</ButtonLink> : undefined
      }
      example={t('empty.ordersExample')}
    />
  );
}
