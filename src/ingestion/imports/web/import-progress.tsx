import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Card } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { rowsPerSecond } from './sums.ts';

const { cancel, get, list } = importsContract.endpoints;

/** How far a running import is. It goes on without this page; what shows is what is stored. */
export function ImportProgress({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const speed = rowsPerSecond(row, new Date());
  const detail =
    row.progress === 0
      ? t(row.state === 'queued' ? 'progress.waiting' : 'progress.starting')
      : [
          format.percent(row.progress, 0),
          t('progress.rows', { count: row.rowsIn, rows: format.number(row.rowsIn) }),
          speed ? t('progress.speed', { count: speed, speed: format.number(speed) }) : '',
        ]
          .filter(Boolean)
          .join(' · ');
  const rest = row.cancelRequested
    ? t('progress.stopping')
    : row.secondsLeft === null
      ? undefined
      : t('progress.rest', { time: format.duration(row.secondsLeft * 1_000) });
  return (
    <Card>
      <div className="im-progress">
        <ProgressBar
          label={t('progress.label', { name: row.title })}
          value={row.progress === 0 ? null : row.progress}
          detail={detail}
          rest={rest}
        />
        <div className="im-progress-foot">
          <p className="pn-soft">{t('progress.note')}</p>
          <CancelImport row={row} />
        </div>
      </div>
    </Card>
  );
}

function CancelImport({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { patch } = useKeptAnswers();
  const { send } = useSend(cancel, {
    refreshes: [list],
    onDone: (changed) => patch(get, { id: row.id }, () => changed),
  });
  if (!may('ingestion.write') || row.cancelRequested) return null;
  const confirm = async () => {
    try {
      await send({ id: row.id });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('progress.cancel')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('progress.cancelTitle')}
        consequence={t('progress.cancelText', { count: row.rowsIn, rows: format.number(row.rowsIn) })}
        action={t('progress.cancel')}
        onConfirm={confirm}
      />
    </>
  );
}
