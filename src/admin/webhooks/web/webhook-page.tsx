import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo, usePageParams } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { Setting } from '../../web/setting.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { type Webhook, webhooksContract } from '../webhooks.contract.ts';
import { Deliveries } from './deliveries.tsx';
import { ShownSecret } from './shown-secret.tsx';
import { WebhookDialog } from './webhook-dialog.tsx';
import { WebhookState } from './webhooks-page.tsx';

const { changeWebhook, removeWebhook, renewWebhookSecret, testWebhook, webhookDeliveries, webhooks } =
  webhooksContract.endpoints;

/** One webhook: where what goes, whether it works, and every delivery. */
export function Page() {
  const { t } = useTranslation('admin');
  const { id } = usePageParams<{ id: string }>();
  const { data, error, refetch } = useEndpoint(webhooks, {}, { refreshMs: 10_000 });
  const webhook = data?.items.find((each) => each.id === id);
  return (
    <SettingsFrame
      place="webhooks"
      title={webhook?.name ?? t('settings.webhooks.title')}
      trail={[{ label: t('settings.webhooks.title'), to: '/settings/webhooks' }]}
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={6} /> : null}
      {data && !webhook ? <p className="pn-soft">{t('errors.webhook_not_found')}</p> : null}
      {webhook ? (
        <>
          <Facts webhook={webhook} eventTypes={data!.eventTypes} />
          <Deliveries webhook={webhook} />
        </>
      ) : null}
    </SettingsFrame>
  );
}

function Facts({ webhook, eventTypes }: { webhook: Webhook; eventTypes: string[] }) {
  const { t } = useTranslation('admin');
  const [editing, setEditing] = useState(false);
  const { url, events } = webhook;
  return (
    <div>
      <Setting name={t('webhooks.url')} consequence={url}>
        <Button size="small" onClick={() => setEditing(true)}>
          {t('webhooks.editAsking')}
        </Button>
      </Setting>
      <Setting
        name={t('webhooks.events')}
        consequence={events.includes('*') ? t('webhooks.all') : events.join(t('webhooks.comma'))}
      >
        {null}
      </Setting>
      <Running webhook={webhook} />
      <Secret webhook={webhook} />
      <Removal webhook={webhook} />
      {editing ? (
        <WebhookDialog webhook={webhook} eventTypes={eventTypes} onClose={() => setEditing(false)} />
      ) : null}
    </div>
  );
}

/** Runs an act, tells what went wrong, and reads everything anew. */
function useAct() {
  const { refresh } = useKeptAnswers();
  return async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(webhooks, webhookDeliveries);
  };
}

function Running({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('admin');
  const act = useAct();
  const { id, version, pausedBecause } = webhook;
  const isPaused = pausedBecause !== null;
  const turn = () => act(() => call(changeWebhook, { id, paused: !isPaused }, { version }));
  const test = () =>
    act(async () => {
      await call(testWebhook, { id });
      toast({ title: t('webhooks.tested') });
    });
  return (
    <Setting
      name={t('webhooks.running')}
      consequence={isPaused ? t(`webhooks.pausedNote.${pausedBecause}`) : t('webhooks.runningNote')}
    >
      <div className="ad-form-acts">
        <WebhookState webhook={webhook} />
        <Button size="small" onClick={() => void turn()}>
          {isPaused ? t('webhooks.goOn') : t('webhooks.pause')}
        </Button>
        <Button size="small" onClick={() => void test()}>
          {t('webhooks.test')}
        </Button>
      </div>
    </Setting>
  );
}

function Secret({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('admin');
  const act = useAct();
  const [secret, setSecret] = useState<string>();
  const renew = () => act(async () => setSecret((await call(renewWebhookSecret, { id: webhook.id })).secret));
  return (
    <Setting name={t('webhooks.secret')} consequence={t('webhooks.secretNote')}>
      <Button size="small" onClick={() => void renew()}>
        {t('webhooks.renew')}
      </Button>
      {secret === undefined ? null : <ShownSecret secret={secret} onClose={() => setSecret(undefined)} />}
    </Setting>
  );
}

function Removal({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('admin');
  const go = useGo();
  const act = useAct();
  const [asking, setAsking] = useState(false);
  const { id, name } = webhook;
  const remove = () =>
    act(async () => {
      await call(removeWebhook, { id });
      toast({ title: t('webhooks.removed', { name }) });
      go('/settings/webhooks');
    });
  return (
    <Setting name={t('webhooks.remove')} consequence={t('webhooks.removeNote')}>
      <Button size="small" tone="danger-quiet" onClick={() => setAsking(true)}>
        {t('webhooks.removeAsking')}
      </Button>
      {asking ? (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={t('webhooks.removeTitle', { name })}
          lead={t('webhooks.removeNote')}
          onSubmit={remove}
          footer={
            <>
              <Button onClick={() => setAsking(false)}>{t('webhooks.leave')}</Button>
              <Button type="submit" tone="danger">
                {t('webhooks.remove')}
              </Button>
            </>
          }
        />
      ) : null}
    </Setting>
  );
}
