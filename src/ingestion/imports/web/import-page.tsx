import { FileQuestionMark } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { usePageParams, usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody } from '#platform/ui/page-header.tsx';
import { ProblemError } from '#platform/ui/problem.ts';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { importsContract } from '../imports.contract.ts';
import { CheckStep } from './check-step.tsx';
import { ColumnsStep } from './columns-step.tsx';
import { ImportResult } from './import-result.tsx';
import './imports.css';
import { isActive } from './sums.ts';
import { WaitNotice } from './wait-notice.tsx';

const { get, list } = importsContract.endpoints;
const pollMs = 1_000;

/** One import from its draft to its result, at one address: whatever state it is in is what shows. */
export function Page() {
  const { id } = usePageParams<{ id: string }>();
  const [{ step }] = usePageSearch();
  const { data, error, refetch } = useEndpoint(
    get,
    { id },
    { refreshMs: (latest) => (latest && isActive(latest) ? pollMs : false) },
  );
  useEndNoted(data?.id === id ? data.state : undefined);
  if (error instanceof ProblemError && error.status === 404) return <Missing />;
  if (error && data?.id !== id) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data?.id !== id) return <Loading />;
  if (data.state !== 'draft')
    return <ImportResult row={data} notice={<WaitNotice row={data} error={error} />} />;
  return step === 'check' ? <CheckStep draft={data} /> : <ColumnsStep draft={data} />;
}

const running: (string | undefined)[] = ['running', 'undoing'];

/** What lists and figures show is stale once an import has ended. */
function useEndNoted(state: string | undefined): void {
  const { refresh, refreshWork } = useKeptAnswers();
  const before = useRef(state);
  useEffect(() => {
    const ended = running.includes(before.current) && state !== undefined && !running.includes(state);
    before.current = state;
    if (!ended) return;
    void refresh(list);
    void refreshWork();
  }, [state, refresh, refreshWork]);
}

/** A draft that was discarded, or an address that was never right. */
function Missing() {
  const { t } = useTranslation('ingestion');
  return (
    <EmptyState
      icon={FileQuestionMark}
      title={t('missing.title')}
      text={t('missing.text')}
      action={<ButtonLink to="/imports">{t('list.showAll')}</ButtonLink>}
    />
  );
}

function Loading() {
  return (
    <PageBody>
      <div aria-busy>
        <Skeleton width={280} height={22} />
        <div className="im-loading">
          <Skeleton width="100%" height={96} />
          <SkeletonLines lines={7} />
        </div>
      </div>
    </PageBody>
  );
}
