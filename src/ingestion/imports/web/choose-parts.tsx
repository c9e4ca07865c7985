import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { PartsToChoose } from './use-arrivals.ts';

export interface ChoosePartsProps {
  choice: PartsToChoose;
  onChoose: (parts: string[]) => Promise<void>;
}

/** The sheets of a workbook or the entries of an archive; those that are chosen become drafts of one batch. */
export function ChooseParts({ choice, onChoose }: ChoosePartsProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const [wanted, setWanted] = useState<string[]>(
    choice.parts.filter(({ hidden }) => !hidden).map(({ part }) => part),
  );
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const sheets = choice.parts.every(({ form }) => form === 'sheet');
  const go = async () => {
    setBusy(true);
    try {
      await onChoose(choice.parts.map(({ part }) => part).filter((part) => wanted.includes(part)));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <section className="im-parts">
      <h2>
        {t(sheets ? 'parts.sheets' : 'parts.entries', {
          name: choice.upload.fileName,
          count: choice.parts.length,
        })}
      </h2>
      <p className="pn-soft">{t('parts.note')}</p>
      <ul>
        {choice.parts.map(({ part, sizeBytes, hidden }) => (
          <li key={part}>
            <Checkbox
              checked={wanted.includes(part)}
              onChange={(on) => setWanted(on ? [...wanted, part] : wanted.filter((each) => each !== part))}
              note={hidden ? t('parts.hidden') : undefined}
            >
              {part}
            </Checkbox>
            <span className="pn-faint">{sizeBytes === null ? null : format.bytes(sizeBytes)}</span>
          </li>
        ))}
      </ul>
      {error ? (
        <p className="im-dialog-error" role="alert">
          {problemText(error)}
        </p>
      ) : null}
      <Button tone="main" busy={busy} disabled={wanted.length === 0} onClick={() => void go()}>
        {t('parts.go', { count: wanted.length })}
      </Button>
    </section>
  );
}
