import { useTranslation } from 'react-i18next';
import { Badge, Status } from '#platform/ui/badge.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportRow } from '../imports.contract.ts';
import { stateOf } from './import-words.ts';
import { isActive } from './sums.ts';

/** The state of an import in words; with the share that is done while it runs. */
export function ImportState({ row, badge }: { row: ImportRow; badge?: boolean }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { tone, key } = stateOf(row);
  const words =
    isActive(row) && row.progress > 0
      ? t('state.at', { state: t(`state.${key}`), share: format.percent(row.progress, 0) })
      : t(`state.${key}`);
  return badge ? <Badge tone={tone}>{words}</Badge> : <Status tone={tone}>{words}</Status>;
}
