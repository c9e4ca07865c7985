import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useUpload } from '../../uploads/web/use-upload.ts';
import { importsContract } from '../imports.contract.ts';

const { create, list } = importsContract.endpoints;

/** Takes the mended file of failed rows right where it was downloaded, and goes to its draft. */
export function BringBack() {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const { refresh } = useKeptAnswers();
  const input = useRef<HTMLInputElement>(null);
  const uploading = useUpload();
  const [error, setError] = useState<unknown>();
  const bring = async (file: File) => {
    setError(undefined);
    try {
      const kept = await uploading.send(file);
      if (!kept) return;
      const draft = await call(create, { uploadId: kept.id });
      void refresh(list);
      go(`/imports/${draft.id}`);
    } catch (failure) {
      setError(failure);
      uploading.end();
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        className="pn-hidden"
        tabIndex={-1}
        aria-label={t('failures.bringBack')}
        accept=".csv,.tsv,.txt,.xlsx,.zip,.gz"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void bring(file);
        }}
      />
      <Button icon={FileUp} busy={uploading.sending !== undefined} onClick={() => input.current?.click()}>
        {t('failures.bringBack')}
      </Button>
      {error ? (
        <p className="im-dialog-error" role="alert">
          {problemText(error)}
        </p>
      ) : null}
    </>
  );
}
