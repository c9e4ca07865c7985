import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { sessionsContract } from '../sessions.contract.ts';
import { deviceOf } from './device-name.ts';

const { endOtherSessions, endSession, sessions } = sessionsContract.endpoints;

interface DeviceSession {
  id: string;
  current: boolean;
  userAgent: string | null;
  address: string | null;
  lastSeenAt: string;
}

/** Where I am signed in, and the way to end each. */
export function DeviceSessions() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEndpoint(sessions, {});
  const others = useSend(endOtherSessions, {
    refreshes: [sessions],
    onDone: ({ endedSessions }) => toast({ title: t('devices.othersEnded', { count: endedSessions }) }),
  });
  const endAll = () =>
    void others.send({}).catch((failure: unknown) => toast({ tone: 'danger', title: problemText(failure) }));
  return (
    <Section
      title={t('devices.title')}
      note={t('devices.note')}
      actions={
        data && data.items.length > 1 ? (
          <Button size="small" busy={others.sending} onClick={endAll}>
            {t('devices.endOthers')}
          </Button>
        ) : undefined
      }
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <ul className="ad-lines">
          {data.items.map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </ul>
      ) : error ? null : (
        <SkeletonLines lines={3} />
      )}
    </Section>
  );
}

function SessionLine({ session }: { session: DeviceSession }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { patch, refresh } = useKeptAnswers();
  const { browser, system } = deviceOf(session.userAgent);
  const device = [browser, system].filter(Boolean).join(' · ') || t('devices.unknown');
  const end = async () => {
    patch(sessions, {}, (before) => ({ items: before.items.filter(({ id }) => id !== session.id) }));
    try {
      await call(endSession, { id: session.id });
      toast({ title: t('devices.ended', { device }) });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(sessions);
  };
  return (
    <li className="ad-line">
      <div className="ad-line-words">
        <strong title={session.userAgent ?? undefined}>
          {device}
          {session.current ? <Badge tone="good">{t('devices.this')}</Badge> : null}
        </strong>
        <span>
          {session.address ? `${session.address}${format.punctuation.comma}` : ''}
          {t('devices.seen')} <Time value={session.lastSeenAt} />
        </span>
      </div>
      {session.current ? null : (
        <Button size="small" tone="quiet" onClick={() => void end()}>
          {t('devices.end')}
        </Button>
      )}
    </li>
  );
}
