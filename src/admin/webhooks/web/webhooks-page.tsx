import { Plus, Webhook as WebhookSign } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { type Webhook, webhooksContract } from '../webhooks.contract.ts';
import { WebhookDialog } from './webhook-dialog.tsx';

const { webhooks } = webhooksContract.endpoints;

/** Which other programs are told of what happens here. */
export function Page() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEndpoint(webhooks, {});
  const [making, setMaking] = useState(false);
  return (
    <SettingsFrame
      place="webhooks"
      lead={t('settings.webhooks.lead')}
      actions={
        <Button tone="main" icon={Plus} onClick={() => setMaking(true)}>
          {t('webhooks.new')}
        </Button>
      }
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={4} /> : null}
      {data && data.items.length === 0 ? (
        <EmptyState inset title={t('webhooks.noneTitle')} text={t('webhooks.noneText')} />
      ) : null}
      {data && data.items.length > 0 ? (
        <ul className="ad-lines">
          {data.items.map((webhook) => (
            <WebhookLine key={webhook.id} webhook={webhook} />
          ))}
        </ul>
      ) : null}
      {making && data ? (
        <WebhookDialog eventTypes={data.eventTypes} onClose={() => setMaking(false)} />
      ) : null}
    </SettingsFrame>
  );
}

function WebhookLine({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { id, name, url, failed, waiting, lastDeliveredAt } = webhook;
  return (
    <li className="ad-line">
      <WebhookSign size={18} className="pn-faint" aria-hidden />
      <div className="ad-line-words">
        <strong>
          <Link ink to={`/settings/webhooks/${id}`}>
            {name}
          </Link>
          <WebhookState webhook={webhook} />
        </strong>
        <span>{url}</span>
        <span>
          {lastDeliveredAt ? (
            <>
              {t('webhooks.last')} <Time value={lastDeliveredAt} />
            </>
          ) : (
            t('webhooks.never')
          )}
          {waiting > 0
            ? ` · ${t('webhooks.waiting', { count: waiting, shown: format.number(waiting) })}`
            : ''}
          {failed > 0 ? ` · ${t('webhooks.failed', { count: failed, shown: format.number(failed) })}` : ''}
        </span>
      </div>
    </li>
  );
}

/** Paused, and why, or failing for now; nothing where all is well. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('admin');
  const { pausedBecause, failingSince } = webhook;
  if (pausedBecause !== null) return <Badge tone="attention">{t(`webhooks.paused.${pausedBecause}`)}</Badge>;
  return failingSince === null ? null : <Badge tone="attention">{t('webhooks.failing')}</Badge>;
}
