import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { ProgressBar } from '#platform/ui/progress.tsx';
import './attachments.css';
import { useDropFiles } from './drop-files.ts';
import { useAddFiles } from './use-add-files.ts';

const keyOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`;

/** Files that wait until what they belong to is written down: chosen or dropped, left out again, then kept with it. */
export function useChosenFiles(customerId: string) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const { coming, add } = useAddFiles(customerId);
  const choose = (more: readonly File[]) =>
    setFiles((before) => [...new Map([...before, ...more].map((file) => [keyOf(file), file])).values()]);
  const { over, drop } = useDropFiles(choose);
  return {
    files,
    coming,
    choose,
    leaveOut: (file: File) => setFiles((before) => before.filter((each) => each !== file)),
    /** Those that do not come through are named one by one; what they belong to stands in any case. */
    async keepWith(activityId: string) {
      setFiles((before) => before.filter((file) => !files.includes(file)));
      await add(files, activityId);
    },
    dropping: { ...drop, 'data-over': over || undefined },
  };
}

/** What was chosen, and how far it has come. */
export function ChosenFiles({
  files,
  coming,
  leaveOut,
}: Pick<ReturnType<typeof useChosenFiles>, 'files' | 'coming' | 'leaveOut'>) {
  const { t } = useTranslation('customers');
  return (
    <>
      {files.length > 0 ? (
        <div className="at-chosen">
          {files.map((file) => (
            <span key={keyOf(file)} className="at-chip">
              <span className="pn-clip">{file.name}</span>
              <IconButton
                icon={X}
                size="small"
                label={t('attachment.leaveOut', { name: file.name })}
                onClick={() => leaveOut(file)}
              />
            </span>
          ))}
        </div>
      ) : null}
      {coming ? <ProgressBar label={coming.name} value={coming.share} /> : null}
    </>
  );
}
