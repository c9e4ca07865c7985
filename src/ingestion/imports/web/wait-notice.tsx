import { HardDrive, PlugZap } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '#platform/ui/problem.ts';
import type { ImportRow } from '../imports.contract.ts';
import { Words } from './result-words.tsx';

type Reason = NonNullable<ImportRow['waitsFor']>;

const signs = { diskFull: HardDrive, databaseAway: PlugZap };
const codes: Record<string, Reason> = {
  'platform.disk_full': 'diskFull',
  'platform.database_away': 'databaseAway',
};

/**
 * Says what holds an import up and what to do about it; nothing where it is at work. `error` is that of the latest
 * look: a database that is away cannot say what waits for it.
 */
export function WaitNotice({ row, error }: { row: ImportRow; error: unknown }) {
  const { t } = useTranslation('ingestion');
  const reason = error instanceof ProblemError ? codes[error.code] : row.waitsFor;
  if (!reason) return null;
  return (
    <Words sign={signs[reason]} tone="attention" title={t(`waits.${reason}`)}>
      <p>{t(`waits.${reason}Text`)}</p>
    </Words>
  );
}
