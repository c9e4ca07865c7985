import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { ProblemError, problemText } from '#platform/ui/problem.ts';
import { DropZone } from '../../uploads/web/drop-zone.tsx';
import { UploadProgress } from '../../uploads/web/upload-progress.tsx';
import { ChooseParts } from './choose-parts.tsx';
import './imports.css';
import type { Arrivals, Refused } from './use-arrivals.ts';

/** Takes files, shows how they arrive, and asks what to take of those that hold several tables. */
export function ChooseFile({ arrivals }: { arrivals: Arrivals }) {
  const { t } = useTranslation('ingestion');
  const { sending, waiting, choices } = arrivals;
  if (sending) {
    return (
      <>
        <UploadProgress sending={sending} onStop={arrivals.stop} />
        {waiting > 0 ? <p className="im-wizard-note">{t('upload.waiting', { count: waiting })}</p> : null}
      </>
    );
  }
  const choice = choices[0];
  if (choice) {
    return (
      <ChooseParts
        key={choice.upload.id}
        choice={choice}
        onChoose={(parts) => arrivals.choose(choice, parts)}
      />
    );
  }
  return (
    <DropZone
      title={t('upload.title')}
      note={t('upload.note')}
      choose={t('upload.choose')}
      drop={t('upload.drop')}
      onFiles={arrivals.take}
    />
  );
}

/** What a refused file has for a reason: nothing of it can be mended by sending it again. */
const refusals = /^ingestion\.(upload_empty|file_(?!missing)|sheet_|unpacked_|too_many_|nothing_|part_)/;

/** Files that did not come in, by name, with the reason. Sending one again helps where the line or the server was to blame. */
export function RefusedFiles({ arrivals }: { arrivals: Arrivals }) {
  if (arrivals.sending) return null;
  return arrivals.refused.map((refused) => (
    <RefusedFile key={refused.file.name} refused={refused} onAgain={() => arrivals.again(refused)} />
  ));
}

function RefusedFile({ refused, onAgain }: { refused: Refused; onAgain: () => void }) {
  const { t } = useTranslation('ingestion');
  const { file, error } = refused;
  const code = error instanceof ProblemError ? error.code : '';
  const text = problemText(error);
  return (
    <div className="im-notice" data-tone="danger" role="alert">
      <span>
        <strong>{file.name}</strong>{' '}
        {code.startsWith('ingestion.') ? text : t('upload.failed', { reason: text })}
      </span>
      {refusals.test(code) ? null : (
        <Button size="small" onClick={onAgain}>
          {t('upload.again')}
        </Button>
      )}
    </div>
  );
}
