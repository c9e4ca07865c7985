import { useTranslation } from 'react-i18next';
import { Checkbox } from '#platform/ui/choice.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useNotificationText } from '#platform/ui/notification-text.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { notificationsContract } from '../notifications.contract.ts';

const { notificationKinds, switchNotifications } = notificationsContract.endpoints;

/** What I want to be told in the app. */
export function NotificationSwitches() {
  const { t } = useTranslation('admin');
  const { nameOf } = useNotificationText();
  const { data, error, refetch } = useEndpoint(notificationKinds, {});
  const { send } = useSend(switchNotifications, { refreshes: [notificationKinds] });
  const change = (kind: string, on: boolean) =>
    send({ kind, on }).catch((problem: unknown) => toast({ tone: 'danger', title: problemText(problem) }));
  return (
    <Section title={t('notifications.title')} note={t('notifications.note')}>
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={3} /> : null}
      <div className="ad-checks">
        {data?.items.map(({ kind, on }) => (
          <Checkbox key={kind} checked={on} onChange={(next) => void change(kind, next)}>
            {nameOf(kind)}
          </Checkbox>
        ))}
      </div>
    </Section>
  );
}
