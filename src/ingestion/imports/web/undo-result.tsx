import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Card, Section } from '#platform/ui/page-header.tsx';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import { undoContract } from '../undo.contract.ts';
import { Words } from './result-words.tsx';
import { fileOptions } from './sums.ts';

/** An import that is being taken back, or was: what was put back and removed, and by name what was left. */
export function UndoResult({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  if (row.state === 'undoing') {
    return (
      <Card>
        <div className="im-progress">
          <ProgressBar label={t('undo.running')} value={null} detail={<UndoSums row={row} />} />
          <p className="pn-soft">{t('undo.runningNote')}</p>
        </div>
      </Card>
    );
  }
  return (
    <>
      <Words sign={Undo2} tone="neutral" title={t('undo.done')}>
        <p>
          <UndoSums row={row} />
        </p>
      </Words>
      {row.undo && row.undo.kept > 0 ? <Leftovers row={row} /> : null}
    </>
  );
}

const counted = [
  'restored',
  'removed',
  'restoredOrders',
  'removedOrders',
  'restoredActivities',
  'removedActivities',
  'kept',
] as const;

/** Whether the import attached tags of its own or of its rows. */
function toldTags(row: ImportDetail): boolean {
  const { tags = [] } = fileOptions(row);
  return tags.length > 0 || row.mapping?.columns.some(({ field }) => field === 'customer.tags') === true;
}

/** "12 customers removed, 3 put back": without what did not happen. */
function UndoSums({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { undo } = row;
  const told = counted.filter((key) => undo && undo[key] > 0);
  if (undo === null || told.length === 0) {
    if (row.state === 'undoing') return <>{t('undo.starting')}</>;
    return <>{t(toldTags(row) ? 'undo.onlyTags' : 'undo.nothing')}</>;
  }
  return (
    <>
      {told
        .map((key) => t(`undo.${key}`, { count: undo[key], shown: format.number(undo[key]) }))
        .join(format.punctuation.comma)}
      {format.language === 'zh' ? '。' : '.'}
    </>
  );
}

function Leftovers({ row }: { row: ImportDetail }) {
  const { t, i18n } = useTranslation('ingestion');
  const format = useFormat();
  const pages = useEndpointPages(undoContract.endpoints.leftovers, { id: row.id });
  const reason = (code: string) =>
    i18n.exists(`ingestion:undo.reason.${code}`) ? t(`undo.reason.${code}`) : code;
  return (
    <Section
      title={t('undo.leftTitle')}
      count={row.undo ? format.number(row.undo.kept) : undefined}
      note={t('undo.leftNote')}
    >
      <ul className="im-left">
        {pages.rows?.map((left) => (
          <li key={`${left.kind}-${left.recordId}`}>
            <Link ink to={`/${left.kind === 'customer' ? 'customers' : 'orders'}/${left.recordId}`}>
              {left.name || t('rehearsal.nameless')}
            </Link>
            <span>{reason(left.reason)}</span>
          </li>
        ))}
      </ul>
      {pages.hasMore ? (
        <Button size="small" busy={pages.loadingMore} onClick={pages.loadMore}>
          {t('undo.more')}
        </Button>
      ) : null}
    </Section>
  );
}
