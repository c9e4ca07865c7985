import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Badge } from '#platform/ui/badge.tsx';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpoint, useEndpointPages, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Link, usePageSearch } from '#platform/ui/link.tsx';
import { Card, Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type CurrencyRate, currenciesContract } from '../currencies.contract.ts';
import './currencies.css';
import { NewRateDialog } from './new-rate-dialog.tsx';

const { list, rates, putRate, removeRate } = currenciesContract.endpoints;
type CurrencyRow = OutputOf<typeof list>['items'][number];

/** What other currencies are worth, from which day on; totals across currencies rest on it. */
export function Page() {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const may = useMay();
  const [search, change] = usePageSearch();
  const { data, error, refetch } = useEndpoint(list, {});
  const others = data?.items.filter(({ isBase }) => !isBase);
  return (
    <PageBody narrow>
      <PageHeader
        title={t('currencies.title')}
        trail={[{ label: t('currencies.settings'), to: '/settings' }]}
        actions={
          data && may('commerce.write') ? (
            <Button tone="main" icon={Plus} onClick={() => change({ new: '1' })}>
              {t('currencies.add')}
            </Button>
          ) : undefined
        }
      />
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={6} /> : null}
      {data ? (
        <>
          <p className="cy-lead">
            {t('currencies.lead', {
              name: format.nameOf('currency', data.baseCurrency),
              currency: data.baseCurrency,
            })}
          </p>
          {others?.length === 0 ? (
            <EmptyState inset title={t('currencies.emptyTitle')} text={t('currencies.emptyText')} />
          ) : null}
          {others?.map((row) => (
            <Currency
              key={row.currency}
              row={row}
              baseCurrency={data.baseCurrency}
              readOnly={!may('commerce.write')}
              onAdd={() => change({ new: row.currency })}
            />
          ))}
          {search.new ? (
            <NewRateDialog
              baseCurrency={data.baseCurrency}
              currency={search.new === '1' ? '' : search.new}
              known={others?.map(({ currency }) => currency) ?? []}
              onClose={() => change({ new: undefined })}
            />
          ) : null}
        </>
      ) : null}
    </PageBody>
  );
}

interface CurrencyProps {
  row: CurrencyRow;
  baseCurrency: string;
  readOnly: boolean;
  onAdd: () => void;
}

function Currency({ row, baseCurrency, readOnly, onAdd }: CurrencyProps) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  return (
    <div className="cy-card">
      <Card>
        <Section
          title={`${format.nameOf('currency', row.currency)}${format.punctuation.open}${row.currency}${format.punctuation.close}`}
          note={<InUse row={row} />}
          actions={
            readOnly ? null : (
              <Button size="small" icon={Plus} onClick={onAdd}>
                {t('currencies.addRate')}
              </Button>
            )
          }
        >
          <Rates currency={row.currency} baseCurrency={baseCurrency} readOnly={readOnly} />
        </Section>
      </Card>
    </div>
  );
}

function InUse({ row }: { row: CurrencyRow }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  if (!row.inUse) return <>{t('currencies.notInUse')}</>;
  if (row.unratedOrders === 0) return <>{t('currencies.allRated')}</>;
  return (
    <>
      <Badge tone="attention">
        {t('currencies.unrated', { count: row.unratedOrders, shown: format.number(row.unratedOrders) })}
      </Badge>{' '}
      <Link to="/orders" search={{ currency: row.currency }}>
        {t('currencies.showOrders')}
      </Link>
    </>
  );
}

function Rates({
  currency,
  baseCurrency,
  readOnly,
}: {
  currency: string;
  baseCurrency: string;
  readOnly: boolean;
}) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const pages = useEndpointPages(rates, { currency });
  const { refresh } = useKeptAnswers();
  const put = async (rate: CurrencyRate) => {
    await call(putRate, rate);
    await refresh(rates, list);
  };
  const remove = async (rate: CurrencyRate) => {
    try {
      await call(removeRate, { currency, validFrom: rate.validFrom });
      await refresh(rates, list);
      toast({
        title: t('currencies.removed', { currency, date: format.date(rate.validFrom) }),
        note: t('currencies.converting'),
        action: { label: t('currencies.undo'), run: () => void put(rate) },
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('currencies.failed'), note: problemText(error) });
    }
  };
  if (pages.error && !pages.rows) return <ErrorState inset error={pages.error} onRetry={pages.retry} />;
  if (!pages.rows) return <SkeletonLines lines={2} />;
  if (pages.rows.length === 0) return <p className="cy-none">{t('currencies.none')}</p>;
  return (
    <>
      <ul className="cy-rates">
        {pages.rows.map((rate) => (
          <li key={rate.validFrom}>
            <span className="cy-since">
              {t('currencies.since')} <Time value={rate.validFrom} as="date" />
            </span>
            <span className="pn-num cy-rate">
              {t('currencies.worth', { currency, rate: format.number(rate.rate), baseCurrency })}
            </span>
            {readOnly ? null : (
              <IconButton
                icon={Trash2}
                size="small"
                label={t('currencies.remove', { date: format.date(rate.validFrom) })}
                onClick={() => void remove(rate)}
              />
            )}
          </li>
        ))}
      </ul>
      {pages.hasMore ? (
        <Button size="small" busy={pages.loadingMore} onClick={pages.loadMore}>
          {t('ofCustomer.more')}
        </Button>
      ) : null}
    </>
  );
}
