import { DatabaseBackup } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { useEndpoint, useEndpointPages, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { Setting } from '../../web/setting.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { backupsContract } from '../backups.contract.ts';
import { BackupLine } from './backup-line.tsx';
import './backups.css';
import { useActiveBackup } from './use-active-backup.ts';

const { backupPlan, backups, startBackup } = backupsContract.endpoints;

/** What is kept in case everything else is lost: when, where, how long, and how to get it back. */
export function Page() {
  const { t } = useTranslation('admin');
  return (
    <SettingsFrame place="backups" lead={t('settings.backups.lead')} actions={<BackUpNow />}>
      <Plan />
      <Backups />
      <HowToRestore />
    </SettingsFrame>
  );
}

function BackUpNow() {
  const { t } = useTranslation('admin');
  const { refreshWork } = useKeptAnswers();
  const active = useActiveBackup();
  const { send, sending } = useSend(startBackup, { refreshes: [backups], onDone: refreshWork });
  const start = () =>
    send({}).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  return (
    <Button
      tone="main"
      icon={DatabaseBackup}
      busy={sending || active !== undefined}
      onClick={() => void start()}
    >
      {t('backups.now')}
    </Button>
  );
}

function Plan() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { data } = useEndpoint(backupPlan, {});
  if (!data) return <SkeletonLines lines={4} />;
  const { hour, folder, keepDays, keepWeeks } = data;
  const time = `${String(hour ?? 0).padStart(2, '0')}:00`;
  const days = t('backups.days', { count: keepDays, shown: format.number(keepDays) });
  const weeks = t('backups.weeks', { count: keepWeeks, shown: format.number(keepWeeks) });
  return (
    <div>
      <Setting name={t('backups.nightly')} consequence={t('backups.nightlyNote')}>
        {hour === null ? t('backups.off') : t('backups.from', { time })}
      </Setting>
      <Setting name={t('backups.place')} consequence={t('backups.placeNote')}>
        <code className="ad-backup-code">{folder}</code>
      </Setting>
      <Setting name={t('backups.kept')} consequence={t('backups.keptNote')}>
        {keepWeeks > 0 ? t('backups.daysAndWeeks', { days, weeks }) : days}
      </Setting>
    </div>
  );
}

function Backups() {
  const { t } = useTranslation('admin');
  useActiveBackup();
  const { rows, error, retry, hasMore, loadMore, loadingMore } = useEndpointPages(backups, { limit: 20 });
  if (error && !rows) return <ErrorState inset error={error} onRetry={retry} />;
  return (
    <Section title={t('backups.title')}>
      {!rows ? <SkeletonLines lines={4} /> : null}
      {rows?.length === 0 ? (
        <EmptyState inset icon={DatabaseBackup} title={t('backups.noneTitle')} text={t('backups.noneText')} />
      ) : null}
      {rows && rows.length > 0 ? (
        <ul className="ad-lines">
          {rows.map((row) => (
            <BackupLine key={row.id} backup={row} />
          ))}
        </ul>
      ) : null}
      {hasMore ? (
        <Button size="small" busy={loadingMore} onClick={loadMore}>
          {t('backups.more')}
        </Button>
      ) : null}
    </Section>
  );
}

const restoring = ['verify', 'restore', 'start', 'confirm'] as const;

function HowToRestore() {
  const { t } = useTranslation('admin');
  return (
    <Section title={t('backups.restore.title')} note={t('backups.restore.note')}>
      <ol className="ad-backup-steps">
        {restoring.map((step) => (
          <li key={step}>
            {t(`backups.restore.${step}`)}
            <span className="ad-link">
              <code>{t(`backups.restore.${step}Command`)}</code>
              <CopyButton text={t(`backups.restore.${step}Command`)} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
