import { Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';

/** A button that opens the choice of files. */
export function ChooseFiles({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation('customers');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('attachment.choose')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button size="small" tone="quiet" icon={Paperclip} onClick={() => input.current?.click()}>
        {t('attachment.add')}
      </Button>
    </>
  );
}
