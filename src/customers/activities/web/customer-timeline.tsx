import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useFeed } from '#platform/ui/feeds.tsx';
import { type Search, usePageSearch } from '#platform/ui/link.tsx';
import { Select } from '#platform/ui/select.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Timeline } from '#platform/ui/timeline.tsx';
import { historyContract } from '../../history/history.contract.ts';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { activityPayloads } from '../activities.contract.ts';
import { ActivityComposer } from './activity-composer.tsx';
import './activities.css';

/** What happened with a customer, from all domains, newest first; and where to write down what happens now. */
export function CustomerTimeline({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const [search, change] = usePageSearch();
  const feed = useFeed('customer', customer.id, search.feed, { type: search.type, by: search.by });
  useReadAgainOnChange(customer, feed.refresh);
  const isNarrow = Boolean(search.type || search.by);
  const choices = [{ key: '', labelKey: 'customers:timeline.all' }, ...feed.sources];
  const mayWrite = customer.mayChange && !customer.binnedAt;
  return (
    <>
      {mayWrite ? <ActivityComposer customer={customer} onDone={() => void feed.refresh()} /> : null}
      {feed.sources.length > 1 ? (
        <div className="ac-choices" role="group" aria-label={t('timeline.show')}>
          {choices.map(({ key, labelKey }) => (
            <button
              key={key}
              type="button"
              className="ac-choice"
              aria-pressed={(search.feed ?? '') === key}
              onClick={() => change({ feed: key, type: undefined, by: undefined })}
            >
              {t(labelKey)}
            </button>
          ))}
          {search.feed === 'activities' ? <Narrowing search={search} change={change} /> : null}
        </div>
      ) : null}
      {feed.error && !feed.entries ? (
        <ErrorState inset error={feed.error} onRetry={feed.retry} />
      ) : (
        <Timeline
          entries={feed.entries}
          hasMore={feed.hasMore}
          loadingMore={feed.loadingMore}
          onMore={feed.loadMore}
          empty={
            <p className="cu-none">
              {t(isNarrow ? 'timeline.none' : mayWrite ? 'timeline.empty' : 'timeline.nothing')}
            </p>
          }
        />
      )}
    </>
  );
}

/** What is changed on this page stands in its history at once. */
function useReadAgainOnChange(customer: CustomerDetail, again: () => Promise<void>): void {
  const { refresh } = useKeptAnswers();
  const state = [customer.updatedAt, ...customer.tags.map(({ id }) => id)].join(' ');
  const seen = useRef(state);
  useEffect(() => {
    if (seen.current === state) return;
    seen.current = state;
    void again();
    void refresh(historyContract.endpoints.history);
  });
}

interface NarrowingProps {
  search: Search;
  change: (change: Search) => void;
}

const anyType = 'any';

/** Narrows the activities to one type and to what one person wrote down. */
function Narrowing({ search, change }: NarrowingProps) {
  const { t } = useTranslation('customers');
  const people = useColleagues().map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <span className="ac-room" />
      <div className="ac-select">
        <Select
          label={t('timeline.type')}
          value={search.type ?? anyType}
          onChange={(type) => change({ type: type === anyType ? undefined : type })}
          options={[
            { value: anyType, label: t('timeline.anyType') },
            ...Object.keys(activityPayloads).map((type) => ({
              value: type,
              label: t(`activity.type.${type}`),
            })),
          ]}
        />
      </div>
      <div className="ac-select">
        <Combobox
          label={t('timeline.person')}
          placeholder={t('timeline.anybody')}
          value={people.find(({ value }) => value === search.by) ?? null}
          options={people}
          onChange={(person) => change({ by: person?.value })}
        />
      </div>
    </>
  );
}
