import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import './drop-zone.css';
import type { Sending } from './use-upload.ts';

/** A file on its way: how much has gone out, how long it still takes, and the way to stop it. */
export function UploadProgress({ sending, onStop }: { sending: Sending; onStop: () => void }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { file, sentBytes, restMs, arrived } = sending;
  const detail = arrived
    ? t('upload.reading')
    : t('upload.sent', { sent: format.bytes(sentBytes), total: format.bytes(file.size) });
  return (
    <div className="im-sending" role="status">
      <strong className="pn-clip">{file.name}</strong>
      <ProgressBar
        label={t('upload.sending', { name: file.name })}
        value={arrived ? null : sentBytes / Math.max(1, file.size)}
        detail={detail}
        rest={
          restMs === undefined || arrived ? undefined : t('upload.rest', { time: format.duration(restMs) })
        }
      />
      <div>
        <Button size="small" tone="quiet" onClick={onStop} disabled={arrived}>
          {t('upload.stop')}
        </Button>
      </div>
    </div>
  );
}
