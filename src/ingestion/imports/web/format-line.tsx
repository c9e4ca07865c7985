import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Skeleton } from '#platform/ui/skeleton.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import type { Dialect, Preview } from '../reading/reading.contract.ts';
import { FormatDialog } from './format-dialog.tsx';
import { delimiterNames, encodingNames } from './format-names.ts';
import { rowCountText } from './import-words.ts';
import { KindSwitch } from './kind-switch.tsx';
import type { DraftKeeping } from './use-draft.ts';

export interface FormatLineProps {
  draft: ImportDetail;
  preview: Preview | undefined;
  keep: DraftKeeping['keep'];
}

/** How the file is written, as it was recognised, in one sentence; and the way to say otherwise. */
export function FormatLine({ draft, preview, keep }: FormatLineProps) {
  const { t } = useTranslation('ingestion');
  const [changing, setChanging] = useState(false);
  return (
    <div className="im-format">
      <KindSwitch draft={draft} keep={keep} />
      <div className="im-format-words">
        {preview ? (
          <FormatWords dialect={draft.dialect!} preview={preview} />
        ) : (
          <Skeleton width="70%" height={16} />
        )}
        <Button size="small" tone="quiet" onClick={() => setChanging(true)}>
          {t('format.change')}
        </Button>
      </div>
      {changing ? <FormatDialog draft={draft} keep={keep} onClose={() => setChanging(false)} /> : null}
    </div>
  );
}

function FormatWords({ dialect, preview }: { dialect: Dialect; preview: Preview }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const words = [
    t(`format.by.${delimiterNames[dialect.delimiter]}`),
    encodingNames[dialect.encoding],
    dialect.headerRows === 0 ? t('format.noHeader') : t('format.header', { count: dialect.headerRows }),
    rowCountText(preview.rows, t, format),
    t('format.columns', { count: preview.columns.length }),
    format.bytes(preview.sizeBytes),
  ];
  return (
    <p>
      <span className="pn-soft">{t('format.recognised')}</span>
      {format.punctuation.between}
      {words.map(unbroken).join(format.punctuation.comma)}
    </p>
  );
}

/** A line may break between the parts, not within one. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0');
}
