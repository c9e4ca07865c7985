import { CircleAlert, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { backupsContract } from '../backups.contract.ts';
import './backups.css';

const { backupPlan, confirmCopy, unconfirmedCopy } = backupsContract.endpoints;
const lookMs = 5 * 60_000;

/** Says above every page that this is a copy which sends nothing, and that the last backup failed. */
export function Panel() {
  const { data } = useEndpoint(unconfirmedCopy, {}, { refreshMs: lookMs });
  return (
    <>
      {data?.copy ? <CopyNotice takenAt={data.copy.takenAt} /> : null}
      <FailureNotice />
    </>
  );
}

function CopyNotice({ takenAt }: { takenAt: string }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { send } = useSend(confirmCopy, { refreshes: [unconfirmedCopy] });
  const [asking, setAsking] = useState(false);
  const confirm = () =>
    send({})
      .then(() => void toast({ title: t('backups.copy.confirmed') }))
      .catch((error: unknown) => void toast({ tone: 'danger', title: problemText(error) }));
  return (
    <section className="ad-notice" aria-label={t('backups.copy.title')}>
      <Copy size={16} aria-hidden />
      <span>{t('backups.copy.text', { time: format.dateTime(takenAt) })}</span>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('backups.copy.confirm')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('backups.copy.confirm')}
        consequence={t('backups.copy.consequence')}
        action={t('backups.copy.send')}
        danger={false}
        onConfirm={confirm}
      />
    </section>
  );
}

function FailureNotice() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { data } = useEndpoint(backupPlan, {}, { refreshMs: lookMs });
  if (!data?.lastFailed) return null;
  return (
    <section className="ad-notice" aria-label={t('backups.failed')}>
      <CircleAlert size={16} aria-hidden />
      <span>{t('backups.lastFailed', { time: format.dateTime(data.lastFailed.askedAt) })}</span>
      <ButtonLink size="small" to="/settings/backups">
        {t('backups.look')}
      </ButtonLink>
    </section>
  );
}
