import { UsersRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import { duplicatesContract } from '../duplicates.contract.ts';
import './duplicates.css';
import { PairCard } from './pair-card.tsx';

const { possibleDuplicates, countPossibleDuplicates } = duplicatesContract.endpoints;

/** Pairs of customers who may be one and the same, each to be judged by a person. */
export function Page() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [search, change] = usePageSearch();
  const state = search.state === 'different' ? 'different' : 'open';
  const importId = search.importId || undefined;
  const pages = useEndpointPages(possibleDuplicates, { state, importId, limit: 20 });
  const count = useEndpoint(countPossibleDuplicates, { importId });
  return (
    <PageBody>
      <PageHeader
        title={t('pairs.title')}
        trail={[{ label: t('list.title'), to: '/customers' }]}
        notes={[
          count.data
            ? t('pairs.count', {
                count: count.data.count,
                shown: `${format.number(count.data.count)}${count.data.exact ? '' : '+'}`,
              })
            : null,
        ]}
        actions={
          <ButtonLink to="/customers" search={{ possibleDuplicate: 'yes' }}>
            {t('pairs.asList')}
          </ButtonLink>
        }
      />
      <p className="pd-lead">{t(state === 'different' ? 'pairs.leadDifferent' : 'pairs.lead')}</p>
      <Tabs
        label={t('pairs.title')}
        items={[
          { key: 'open', label: t('pairs.open') },
          { key: 'different', label: t('pairs.different') },
        ]}
        value={state}
        onChange={(next) => change({ state: next === 'open' ? undefined : next }, { push: true })}
      >
        <div className="pd-cards">
          {pages.error && !pages.rows ? <ErrorState error={pages.error} onRetry={pages.retry} /> : null}
          {!pages.rows && !pages.error ? <SkeletonLines lines={8} /> : null}
          {pages.rows?.length === 0 ? (
            <EmptyState
              icon={UsersRound}
              title={t(state === 'open' ? 'pairs.emptyTitle' : 'pairs.noneDifferent')}
              text={t(state === 'open' ? 'pairs.emptyText' : 'pairs.noneDifferentText')}
              example={state === 'open' ? t('pairs.example') : undefined}
            />
          ) : null}
          {pages.rows?.map((pair) => (
            <PairCard key={`${pair.customer.id}-${pair.other.id}`} pair={pair} />
          ))}
          {pages.hasMore ? (
            <Button busy={pages.loadingMore} onClick={pages.loadMore}>
              {t('pairs.more')}
            </Button>
          ) : null}
        </div>
      </Tabs>
    </PageBody>
  );
}
