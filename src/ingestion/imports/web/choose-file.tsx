import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { ProblemError, problemText } from '#platform/ui/problem.ts';
import { DropZone } from '../../uploads/web/drop-zone.tsx';
import { UploadProgress } from '../../uploads/web/upload-progress.tsx';
import { useUpload } from '../../uploads/web/use-upload.ts';
import { importsContract } from '../imports.contract.ts';
import './imports.css';

const { create, list } = importsContract.endpoints;

/** Takes a file, sends it, makes the draft and goes to it. */
export function ChooseFile() {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const { refresh } = useKeptAnswers();
  const uploading = useUpload(async (kept) => {
    const draft = await call(create, { uploadId: kept.id });
    void refresh(list);
    go(`/imports/${draft.id}`);
  });
  if (uploading.sending) return <UploadProgress sending={uploading.sending} onStop={uploading.stop} />;
  return (
    <>
      {uploading.error ? <UploadFailed error={uploading.error} onAgain={uploading.again} /> : null}
      <DropZone
        title={t('upload.title')}
        note={t('upload.note')}
        choose={t('upload.choose')}
        drop={t('upload.drop')}
        onFile={uploading.send}
      />
    </>
  );
}

/** What went wrong with a file. Sending it again helps where the line or the server was to blame, not the file. */
function UploadFailed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const { t } = useTranslation('ingestion');
  const refused = error instanceof ProblemError && error.code === 'ingestion.upload_empty';
  const ours = error instanceof ProblemError && error.code.startsWith('ingestion.');
  const text = problemText(error);
  return (
    <div className="im-notice" data-tone="danger" role="alert">
      <span>{ours ? text : t('upload.failed', { reason: text })}</span>
      {refused ? null : (
        <Button size="small" onClick={onAgain}>
          {t('upload.again')}
        </Button>
      )}
    </div>
  );
}
