import { Download, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Status } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { usePageParams } from '#platform/ui/link.tsx';
import { Facts, Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { codeText, problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { tagsContract } from '../../tags/tags.contract.ts';
import type { Work } from '../work.contract.ts';
import { worksContract } from '../works.contract.ts';
import { useBegunWork } from './use-begun-work.ts';
import { fileUrl, isActive, throughOf, titleOf } from './work-words.ts';
import './works.css';

const { work: workEndpoint, cancelWork, retryWork } = worksContract.endpoints;
const { list, count, get } = profilesContract.endpoints;
const activeMs = 1_000;

const tones = {
  queued: 'info',
  running: 'info',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
} as const;

/** One piece of background work: how far it is, and afterwards what came of it and for whom. */
export function Page() {
  const { id } = usePageParams<{ id: string }>();
  const { t } = useTranslation('customers');
  const format = useFormat();
  const nameOf = useColleagueName();
  const { data, error, refetch } = useEndpoint(
    workEndpoint,
    { id },
    { refreshMs: (work) => (work && isActive(work) ? activeMs : false) },
  );
  const trail = [{ label: t('work.all'), to: '/work' }];
  if (error && !data)
    return (
      <PageBody narrow>
        <PageHeader title={t('work.one')} trail={trail} />
        <ErrorState error={error} onRetry={() => void refetch()} />
      </PageBody>
    );
  if (!data)
    return (
      <PageBody narrow>
        <SkeletonLines lines={6} />
      </PageBody>
    );
  return (
    <PageBody narrow>
      <PageHeader
        title={titleOf(data, nameOf, format)}
        trail={trail}
        notes={[
          <Status key="state" tone={tones[data.state]}>
            {t(`work.state.${data.state}`)}
          </Status>,
        ]}
        actions={<Acts work={data} />}
      />
      {data.error ? (
        <p className="wk-problem" role="alert">
          {codeText(data.error.code, data.error.values)}
        </p>
      ) : null}
      {isActive(data) ? <Progress work={data} /> : null}
      <Outcomes work={data} />
      <Facts
        items={[
          { key: 'asked', label: t('work.asked'), value: <Time value={data.createdAt} as="dateTime" /> },
          ...(data.finishedAt
            ? [
                {
                  key: 'ended',
                  label: t('work.ended'),
                  value: <Time value={data.finishedAt} as="dateTime" />,
                },
              ]
            : []),
          ...(data.askedBy.startsWith('user:')
            ? [{ key: 'by', label: t('work.askedBy'), value: nameOf(data.askedBy.slice('user:'.length)) }]
            : []),
        ]}
      />
    </PageBody>
  );
}

function Progress({ work }: { work: Work }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { total, secondsLeft } = work;
  return (
    <div className="wk-progress">
      <ProgressBar
        label={t('work.one')}
        value={total === null ? null : total === 0 ? 1 : throughOf(work) / total}
        detail={
          total === null
            ? t('work.gathering')
            : t('work.of', { done: format.number(throughOf(work)), total: format.number(total) })
        }
        rest={secondsLeft ? t('work.rest', { time: format.duration(secondsLeft * 1_000) }) : undefined}
      />
    </div>
  );
}

const outcomes = ['done', 'unchanged', 'refused'] as const;

/** How many met which end; each figure opens those customers while they are known. */
function Outcomes({ work }: { work: Work }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (work.kind === 'export') return <ExportFile work={work} />;
  const hasEnded = !isActive(work) && work.kind !== 'merge_tag';
  const isListed = work.kind !== 'merge_tag' && (isActive(work) || work.metKeptUntil !== null);
  const opens = (outcome: (typeof outcomes)[number]) =>
    isListed && work[outcome] > 0
      ? {
          to: '/customers',
          search: {
            work: work.id,
            workOutcome: outcome,
            ...(work.kind === 'bin' && outcome !== 'refused' ? { view: 'bin' } : {}),
          },
        }
      : {};
  return (
    <>
      <Figures>
        {outcomes.map((outcome) => (
          <Figure
            key={outcome}
            label={t(`work.figure.${outcome}`)}
            value={format.number(work[outcome])}
            {...opens(outcome)}
          />
        ))}
      </Figures>
      {work.refused > 0 ? <p className="wk-note pn-soft">{t('work.refusedNote')}</p> : null}
      {hasEnded ? (
        <p className="wk-note pn-soft">
          {work.metKeptUntil === null
            ? t('work.metGone')
            : t('work.metKept', { day: format.date(work.metKeptUntil) })}
        </p>
      ) : null}
    </>
  );
}

/** The file of an export, for as long as it is kept. */
function ExportFile({ work }: { work: Work }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { file, done, state } = work;
  if (state !== 'done') return null;
  if (!file) return <p className="pn-soft">{t('work.fileGone')}</p>;
  return (
    <div className="wk-file">
      <a className="pn-button" data-tone="main" data-size="normal" href={fileUrl(work)} download>
        <Download aria-hidden />
        <span>{t('work.downloadFile', { size: format.bytes(file.sizeBytes) })}</span>
      </a>
      <p className="pn-soft">
        {t('work.fileNote', { count: done, shown: format.number(done), day: format.date(file.expiresAt) })}
      </p>
    </div>
  );
}

/** What can be done to it: nothing to a merge that goes on, nor to what ended well. */
function Acts({ work }: { work: Work }) {
  if (work.repeatable) return <Retry work={work} />;
  return isActive(work) && work.kind !== 'merge_tag' ? <Stop work={work} /> : null;
}

function Retry({ work }: { work: Work }) {
  const { t } = useTranslation('customers');
  const hasBegun = useBegunWork();
  const { send, sending } = useSend(retryWork, { refreshes: [workEndpoint], onDone: hasBegun });
  const retry = () =>
    send({ id: work.id }).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  return (
    <Button icon={RotateCcw} busy={sending} onClick={() => void retry()}>
      {t(work.state === 'cancelled' ? 'work.goOn' : 'work.retry')}
    </Button>
  );
}

function Stop({ work }: { work: Work }) {
  const { t } = useTranslation('customers');
  const { refreshWork } = useKeptAnswers();
  const { send, sending } = useSend(cancelWork, {
    refreshes: [workEndpoint, list, count, get, tagsContract.endpoints.tags],
    onDone: refreshWork,
  });
  const stop = () =>
    send({ id: work.id }).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  return (
    <Button busy={sending || work.cancelRequested} onClick={() => void stop()}>
      {t('work.cancel')}
    </Button>
  );
}
