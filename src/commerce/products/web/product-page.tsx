import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { Link, usePageParams } from '#platform/ui/link.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { type Fact, Facts, Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { ProblemError } from '#platform/ui/problem.ts';
import { RecordPage, RecordSkeleton } from '#platform/ui/record-page.tsx';
import { useSaveField } from '#platform/ui/save-field.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { ordersContract } from '../../orders/orders.contract.ts';
import { useOrderColumns } from '../../orders/web/order-columns.tsx';
import { type Product, productsContract } from '../products.contract.ts';
import { MonthlySales } from './monthly-sales.tsx';

const { get, update, list, facets } = productsContract.endpoints;

/** One product: what it is called, what it brought in month by month, and the orders it was in. */
export function Page() {
  const { t } = useTranslation('commerce');
  const { id } = usePageParams<{ id: string }>();
  const answer = useEndpoint(get, { id });
  const product = answer.data?.id === id ? answer.data : undefined;
  if (product) return <ProductRecord product={product} key={id} />;
  if (!answer.error || answer.isFetching) return <RecordSkeleton />;
  if (answer.error instanceof ProblemError && [400, 404].includes(answer.error.status)) {
    return (
      <PageBody>
        <EmptyState
          page
          title={t('product.missingTitle')}
          text={t('product.missingText')}
          action={<ButtonLink to="/products">{t('product.toList')}</ButtonLink>}
        />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader title={t('products.title')} />
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    </PageBody>
  );
}

function ProductRecord({ product }: { product: Product }) {
  const { t } = useTranslation('commerce');
  const most = usePhone() ? 12 : 24;
  const readOnly = !useMay()('commerce.write');
  const save = useSaveField({ get, update, record: product, refreshes: [list, facets] });
  const edit = (field: 'code' | 'name' | 'category' | 'brand', needed: boolean) => (
    <InlineEdit
      label={t(`field.${field}`)}
      value={product[field] ?? ''}
      readOnly={readOnly}
      onSave={(value) => save(field, needed ? value || product[field] : value || null)}
    />
  );
  const fact = (field: 'code' | 'category' | 'brand'): Fact => ({
    key: field,
    label: t(`field.${field}`),
    value: edit(field, field === 'code'),
  });
  const hasFigures = product.revenueMinor !== null;
  return (
    <RecordPage
      name={product.name}
      title={edit('name', true)}
      note={<span className="pn-mono">{product.code}</span>}
      trail={[{ label: t('products.title'), to: '/products' }]}
      figures={<ProductFigures product={product} />}
      facts={
        <Section title={t('product.facts')}>
          <Facts
            items={[
              fact('code'),
              fact('category'),
              fact('brand'),
              ...(hasFigures
                ? [
                    {
                      key: 'first',
                      label: t('field.firstSold'),
                      value: <Time value={product.firstSoldAt} as="date" />,
                    },
                  ]
                : []),
              {
                key: 'made',
                label: t('field.createdAt'),
                value: <Time value={product.createdAt} as="date" />,
              },
            ]}
          />
        </Section>
      }
      timeline={
        <>
          {hasFigures ? (
            <Section title={t('months.title')}>
              <MonthlySales productId={product.id} most={most} />
            </Section>
          ) : null}
          <LatestOrders productId={product.id} />
        </>
      }
    />
  );
}

function ProductFigures({ product }: { product: Product }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const door = { to: '/orders', search: { product: product.id } };
  const { revenueMinor, lineCount, baseCurrency: currency } = product;
  if (revenueMinor === null) return <p className="pn-soft">{t('product.figuresHidden')}</p>;
  return (
    <Figures>
      <Figure
        label={t('field.revenue')}
        value={format.money({ amountMinor: revenueMinor, currency })}
        note={t('product.allTimeNet')}
        {...door}
      />
      <Figure
        label={t('field.sold')}
        value={format.number(product.quantity)}
        note={t('product.inLines', {
          count: Number(lineCount),
          shown: format.number(lineCount),
        })}
        {...door}
      />
      <Figure
        label={t('field.lastSold')}
        value={format.date(product.lastSoldAt)}
        note={product.lastSoldAt ? format.time(product.lastSoldAt) : t('product.neverSold')}
        to={product.lastSoldAt ? '/orders' : undefined}
        search={{ product: product.id, ordered: dayRange(product.lastSoldAt, format.dayKey) }}
      />
    </Figures>
  );
}

function LatestOrders({ productId }: { productId: string }) {
  const { t } = useTranslation('commerce');
  const pages = useEndpointPages(ordersContract.endpoints.list, { productId, limit: 10 });
  const phone = usePhone();
  const columns = useOrderColumns(['store', 'seller']);
  return (
    <Section
      title={t('product.latestOrders')}
      actions={
        <Link to="/orders" search={{ product: productId }}>
          {t('product.allOrders')}
        </Link>
      }
    >
      <DataTable
        framed
        maxHeight={520}
        label={t('product.latestOrders')}
        columns={
          phone
            ? columns.map((column) => ({ ...column, width: column.key === 'amount' ? 128 : 98 }))
            : columns
        }
        rows={pages.rows?.slice(0, 10)}
        rowKey={(row) => row.id}
        href={(row) => `/orders/${row.id}`}
        error={pages.error}
        onRetry={pages.retry}
        empty={<p className="pn-soft">{t('product.noOrders')}</p>}
      />
    </Section>
  );
}

function dayRange(at: string | null, dayKey: (at: string) => string): string | undefined {
  return at ? `${dayKey(at)}..${dayKey(at)}` : undefined;
}
