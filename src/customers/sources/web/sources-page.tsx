import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { sourcesContract } from '../sources.contract.ts';
import { SourceCard } from './source-card.tsx';
import './sources.css';

const { sources, counts } = sourcesContract.endpoints;

/** Where records come from and how far each source is trusted, as a whole and field by field. */
export function Page() {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { data, error, refetch } = useEndpoint(sources, {});
  const counted = useEndpoint(counts, {});
  const readOnly = !may('customers.write');
  const inOrder = data?.items.toSorted((one, other) => other.trust - one.trust);
  return (
    <PageBody narrow>
      <PageHeader title={t('sources.title')} trail={[{ label: t('sources.settings'), to: '/settings' }]} />
      <p className="so-lead">{t('sources.lead')}</p>
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={6} /> : null}
      {inOrder?.length === 0 ? (
        <EmptyState
          icon={Inbox}
          title={t('sources.emptyTitle')}
          text={t('sources.emptyText')}
          example={t('sources.example')}
        />
      ) : null}
      <div className="so-cards">
        {inOrder?.map((source) => (
          <SourceCard
            key={source.id}
            source={source}
            count={counted.data?.items.find(({ id }) => id === source.id)}
            readOnly={readOnly}
          />
        ))}
      </div>
    </PageBody>
  );
}
