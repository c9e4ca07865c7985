import { useTranslation } from 'react-i18next';
import { useFeed } from '#platform/ui/feeds.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Timeline } from '#platform/ui/timeline.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { ActivityComposer } from './activity-composer.tsx';
import './activities.css';

/** What happened with a customer, from all domains, newest first; and where to write down what happens now. */
export function CustomerTimeline({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const [search, change] = usePageSearch();
  const feed = useFeed('customer', customer.id, search.feed);
  const choices = [{ key: '', labelKey: 'customers:timeline.all' }, ...feed.sources];
  const mayWrite = customer.mayChange && !customer.binnedAt;
  return (
    <>
      {mayWrite ? <ActivityComposer customerId={customer.id} onDone={() => void feed.refresh()} /> : null}
      {feed.sources.length > 1 ? (
        <div className="ac-choices" role="group" aria-label={t('timeline.show')}>
          {choices.map(({ key, labelKey }) => (
            <button
              key={key}
              type="button"
              className="ac-choice"
              aria-pressed={(search.feed ?? '') === key}
              onClick={() => change({ feed: key })}
            >
              {t(labelKey)}
            </button>
          ))}
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
          empty={<p className="cu-none">{t(mayWrite ? 'timeline.empty' : 'timeline.nothing')}</p>}
        />
      )}
    </>
  );
}
