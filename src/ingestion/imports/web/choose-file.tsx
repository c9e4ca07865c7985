import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { ProblemError, problemText } from '#platform/ui/problem.ts';
import { DropZone } from '../../uploads/web/drop-zone.tsx';
import { UploadProgress } from '../../uploads/web/upload-progress.tsx';
import { ChooseParts } from './choose-parts.tsx';
import './imports.css';
import { type Refused, useArrivals } from './use-arrivals.ts';

/** Takes files, sends them, makes a draft of each, and goes to the draft, or to the list of several. */
export function ChooseFile() {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const arrivals = useArrivals((drafts, batch) => {
    if (drafts.length === 1) go(`/imports/${drafts[0]!.id}`);
    else if (batch && drafts.length > 1) go('/imports/new', { batch });
  });
  const { uploading, waiting, refused, choices } = arrivals;
  if (uploading.sending) {
    return (
      <>
        <UploadProgress sending={uploading.sending} onStop={uploading.stop} />
        {waiting > 0 ? <p className="im-wizard-note">{t('upload.waiting', { count: waiting })}</p> : null}
      </>
    );
  }
  const choice = choices[0];
  if (choice) {
    return (
      <>
        <RefusedFiles refused={refused} />
        <ChooseParts
          key={choice.upload.id}
          choice={choice}
          onChoose={(parts) => arrivals.choose(choice, parts)}
        />
      </>
    );
  }
  return (
    <>
      {uploading.error ? <UploadFailed error={uploading.error} onAgain={uploading.again} /> : null}
      <RefusedFiles refused={refused} />
      <DropZone
        title={t('upload.title')}
        note={t('upload.note')}
        choose={t('upload.choose')}
        drop={t('upload.drop')}
        onFiles={arrivals.take}
      />
    </>
  );
}

/** Files that cannot be imported, by name, with the reason. */
function RefusedFiles({ refused }: { refused: Refused[] }) {
  return refused.map(({ fileName, error }) => (
    <div key={fileName} className="im-notice" data-tone="danger" role="alert">
      <span>
        <strong>{fileName}</strong> {problemText(error)}
      </span>
    </div>
  ));
}

/** What a refused file has for a reason: nothing of it can be mended by sending it again. */
const refusals = /^ingestion\.(upload_empty|file_(?!missing)|sheet_|unpacked_|too_many_|nothing_|part_)/;

/** What went wrong with a file. Sending it again helps where the line or the server was to blame, not the file. */
function UploadFailed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { t } = useTranslation('ingestion');
  const code = error instanceof ProblemError ? error.code : '';
  const text = problemText(error);
  return (
    <div className="im-notice" data-tone="danger" role="alert">
      <span>{code.startsWith('ingestion.') ? text : t('upload.failed', { reason: text })}</span>
      {refusals.test(code) ? null : (
        <Button size="small" onClick={onAgain}>
          {t('upload.again')}
        </Button>
      )}
    </div>
  );
}
