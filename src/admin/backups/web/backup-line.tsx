import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { codeText, problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type BackupRow, backupsContract } from '../backups.contract.ts';
import { isActive, useActiveBackup } from './use-active-backup.ts';

const { backups, cancelBackup } = backupsContract.endpoints;

const icons = {
  queued: CircleDashed,
  running: CircleDashed,
  done: CircleCheck,
  failed: CircleAlert,
  cancelled: CircleSlash,
};

/** One backup: when, how large, whether it was read back, and what went wrong. */
export function BackupLine({ backup }: { backup: BackupRow }) {
  const { t } = useTranslation('admin');
  const { state, removedAt } = backup;
  const Icon = icons[state];
  return (
    <li className="ad-line" data-off={removedAt !== null || undefined}>
      <Icon size={18} className={state === 'failed' ? 'ad-backup-failed' : 'pn-faint'} aria-hidden />
      <div className="ad-line-words">
        <strong>
          <Time value={backup.askedAt} as="dateTime" />
          {backup.kind === 'nightly' ? <Badge>{t('backups.ofTheNight')}</Badge> : null}
          {state === 'failed' ? <Badge tone="danger">{t('backups.failed')}</Badge> : null}
          {state === 'cancelled' ? <Badge>{t('backups.cancelled')}</Badge> : null}
          {removedAt ? <Badge>{t('backups.removed')}</Badge> : null}
        </strong>
        <Words backup={backup} />
      </div>
      {isActive(backup) ? <Running backup={backup} /> : null}
    </li>
  );
}

function Words({ backup }: { backup: BackupRow }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { state, problem, sizeBytes, startedAt, finishedAt, path, removedAt } = backup;
  if (state === 'failed') return <span>{problem ? codeText(problem.code, problem.values) : null}</span>;
  if (state !== 'done') return backup.askedByName ? <span>{backup.askedByName}</span> : null;
  const took = Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '');
  const facts = [
    format.bytes(sizeBytes ?? 0),
    t('backups.rows', { count: backup.rowsDone, shown: format.number(backup.rowsDone) }),
    t('backups.took', { time: format.duration(Math.max(1_000, took)) }),
    t('backups.verified'),
  ];
  return (
    <>
      <span>{facts.join(format.punctuation.comma)}</span>
      {removedAt ? null : <span className="ad-backup-code">{path}</span>}
    </>
  );
}

function Running({ backup }: { backup: BackupRow }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { rowsDone, rowsTotal } = useActiveBackup() ?? backup;
  const { send, sending } = useSend(cancelBackup, { refreshes: [backups] });
  const cancel = () =>
    send({ id: backup.id }).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  return (
    <div className="ad-backup-running">
      <ProgressBar
        label={t('backups.running')}
        value={rowsTotal > 0 ? Math.min(1, rowsDone / rowsTotal) : null}
        detail={t('backups.rows', { count: rowsDone, shown: format.number(rowsDone) })}
      />
      <Button size="small" busy={sending} onClick={() => void cancel()}>
        {t('backups.cancel')}
      </Button>
    </div>
  );
}
