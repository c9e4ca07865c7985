import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpointPages, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type Webhook, type WebhookDelivery, webhooksContract } from '../webhooks.contract.ts';
import './deliveries.css';

const { replayDelivery, replayFailed, webhookDeliveries, webhooks } = webhooksContract.endpoints;

const states = ['delivered', 'waiting', 'failed'] as const;
const tones = { delivered: 'good', waiting: 'neutral', failed: 'attention' } as const;

/** Every delivery with its tries, and sending them again. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('admin');
  const { refresh } = useKeptAnswers();
  const [state, setState] = useState<string>('all');
  const { id, failed } = webhook;
  const input = { id, limit: 20, ...(state === 'all' ? {} : { state: state as WebhookDelivery['state'] }) };
  const { rows, error, retry, hasMore, loadMore, loadingMore } = useEndpointPages(webhookDeliveries, input, {
    refreshMs: 10_000,
  });
  const again = async () => {
    try {
      const { replayed } = await call(replayFailed, { id });
      toast({ title: t('webhooks.replayed', { count: replayed }) });
    } catch (problem) {
      toast({ tone: 'danger', title: problemText(problem) });
    }
    await refresh(webhooks, webhookDeliveries);
  };
  return (
    <Section
      title={t('webhooks.deliveries')}
      note={t('webhooks.deliveriesNote')}
      actions={
        <>
          {failed > 0 ? (
            <Button size="small" onClick={() => void again()}>
              {t('webhooks.replayFailed')}
            </Button>
          ) : null}
          <Select
            label={t('webhooks.show')}
            value={state}
            options={['all', ...states].map((value) => ({ value, label: t(`webhooks.state.${value}`) }))}
            onChange={setState}
          />
        </>
      }
    >
      {error && !rows ? <ErrorState inset error={error} onRetry={retry} /> : null}
      {!rows && !error ? <SkeletonLines lines={4} /> : null}
      {rows && rows.length === 0 ? <p className="pn-soft">{t('webhooks.noDeliveries')}</p> : null}
      {rows && rows.length > 0 ? (
        <ul className="ad-lines">
          {rows.map((delivery) => (
            <DeliveryLine key={delivery.id} webhookId={id} delivery={delivery} />
          ))}
        </ul>
      ) : null}
      {hasMore ? (
        <Button tone="quiet" busy={loadingMore} onClick={loadMore}>
          {t('webhooks.more')}
        </Button>
      ) : null}
    </Section>
  );
}

function DeliveryLine({ webhookId, delivery }: { webhookId: string; delivery: WebhookDelivery }) {
  const { t } = useTranslation('admin');
  const { refresh } = useKeptAnswers();
  const [open, setOpen] = useState(false);
  const replay = async () => {
    try {
      await call(replayDelivery, { id: webhookId, deliveryId: delivery.id });
      toast({ title: t('webhooks.replayed', { count: 1 }) });
    } catch (problem) {
      toast({ tone: 'danger', title: problemText(problem) });
    }
    await refresh(webhooks, webhookDeliveries);
  };
  return (
    <li className="ad-line">
      <div className="ad-line-words">
        <strong>
          <code>{delivery.type}</code>
          <Badge tone={tones[delivery.state]}>{t(`webhooks.state.${delivery.state}`)}</Badge>
        </strong>
        <LastTry delivery={delivery} />
      </div>
      <Button size="small" tone="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('webhooks.close') : t('webhooks.look')}
      </Button>
      {delivery.state === 'waiting' && delivery.tries === 0 ? null : (
        <Button size="small" onClick={() => void replay()}>
          {t('webhooks.replay')}
        </Button>
      )}
      {open ? (
        <div className="ad-delivery">
          <pre>{delivery.body}</pre>
          {delivery.answer ? <pre>{delivery.answer}</pre> : null}
        </div>
      ) : null}
    </li>
  );
}

function LastTry({ delivery }: { delivery: WebhookDelivery }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { createdAt, tries, status, fault, tookMs, nextAt } = delivery;
  const answer =
    status === null ? (fault ? t(`webhooks.fault.${fault}`) : '') : t('webhooks.answered', { status });
  const facts = [
    t('webhooks.tries', { count: tries }),
    answer,
    tookMs === null ? '' : t('webhooks.took', { ms: format.number(tookMs) }),
  ];
  return (
    <span>
      <Time value={createdAt} /> · {facts.filter(Boolean).join(' · ')}
      {nextAt !== null && tries > 0 ? (
        <>
          {' · '}
          {t('webhooks.next')} <Time value={nextAt} as="dateTime" />
        </>
      ) : null}
    </span>
  );
}
