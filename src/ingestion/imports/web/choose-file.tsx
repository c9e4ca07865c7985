import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
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
      {uploading.error ? (
        <div className="im-notice" data-tone="danger" role="alert">
          <span>
            {problemText(uploading.error)} {t('upload.nothingKept')}
          </span>
          <Button size="small" onClick={uploading.again}>
            {t('upload.again')}
          </Button>
        </div>
      ) : null}
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
