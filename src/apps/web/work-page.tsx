import './work-page.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Status } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { workKey } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import type { WorkItem } from '#platform/ui/page.ts';
import { Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { Slot } from '#platform/ui/slots.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { isActive, shareOf, tones, useWork } from './use-work.tsx';

const weekMs = 7 * 86_400_000;

/** All background work that this person may see: how far it is, what came of it, with cancel and retry. */
export function Page() {
  const { t } = useTranslation('shell');
  const { items, error, refetch } = useWork(weekMs);
  const running = items?.filter(isActive) ?? [];
  const ended = (items ?? [])
    .filter((item) => !isActive(item))
    .toSorted((one, other) => (other.endedAt ?? '').localeCompare(one.endedAt ?? ''));
  return (
    <PageBody>
      <PageHeader title={t('work.pageTitle')} />
      {error && !items ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {items || error ? null : <SkeletonLines lines={6} />}
      {items ? (
        <>
          <Section title={t('work.now')} count={running.length > 0 ? String(running.length) : undefined}>
            {running.length === 0 ? <p className="pn-soft">{t('work.nowEmpty')}</p> : null}
            <WorkList items={running} />
          </Section>
          <Section title={t('work.ended7')} count={ended.length > 0 ? String(ended.length) : undefined}>
            {ended.length === 0 ? <p className="pn-soft">{t('work.endedEmpty')}</p> : null}
            <WorkList items={ended} />
          </Section>
        </>
      ) : null}
      <Slot name="work.panels" props={{}} />
    </PageBody>
  );
}

function WorkList({ items }: { items: WorkItem[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="sh-works">
      {items.map((item) => (
        <WorkLine key={item.key} item={item} />
      ))}
    </ul>
  );
}

function WorkLine({ item }: { item: WorkItem }) {
  const { t } = useTranslation('shell');
  return (
    <li>
      <div className="sh-works-words">
        <Link ink to={item.to}>
          {item.label}
        </Link>
        <span className="pn-soft">{item.note}</span>
      </div>
      {isActive(item) ? (
        <WorkProgress item={item} />
      ) : (
        <>
          <Status tone={tones[item.state]}>{t(`work.state.${item.state}`)}</Status>
          <span className="pn-soft">
            <Time value={item.endedAt} />
          </span>
        </>
      )}
      <WorkActs item={item} />
    </li>
  );
}

function WorkProgress({ item }: { item: WorkItem }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  return (
    <div className="sh-works-progress">
      <ProgressBar
        label={item.label}
        value={item.total === null ? null : shareOf(item)}
        detail={
          item.total === null
            ? undefined
            : t('work.of', { done: format.number(item.done), total: format.number(item.total) })
        }
        rest={item.restMs ? t('work.rest', { time: format.duration(item.restMs) }) : undefined}
      />
    </div>
  );
}

function WorkActs({ item }: { item: WorkItem }) {
  const { t } = useTranslation('shell');
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const act = isActive(item) ? item.cancel : item.retry;
  if (!act) return <span />;
  const run = async () => {
    setBusy(true);
    try {
      await act();
      if (!isActive(item)) toast({ title: item.label, note: t('work.retried') });
    } catch (error) {
      toast({ title: item.label, note: problemText(error), tone: 'danger' });
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: workKey });
    }
  };
  return (
    <Button size="small" tone="quiet" busy={busy} onClick={() => void run()}>
      {t(isActive(item) ? 'work.cancel' : 'work.retry')}
    </Button>
  );
}
