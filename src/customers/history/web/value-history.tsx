import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Popover } from '#platform/ui/popover.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { historyContract } from '../history.contract.ts';
import { ChangeEntry } from './change-parts.tsx';
import { useChangeWords } from './change-words.ts';

const { history } = historyContract.endpoints;

interface ValueHistoryProps {
  customerId: string;
  field: string;
  /** Stands below something else, under a heading of its own, and is left out where nothing changed. */
  below?: boolean;
}

/** What a field held before: who changed it when, from what to what, and by what way; the newest first. */
export function ValueHistory({ customerId, field, below }: ValueHistoryProps) {
  const { t } = useTranslation('customers');
  const { text } = useChangeWords();
  const { rows, hasMore, loadingMore, loadMore, error, retry, stale } = useEndpointPages(history, {
    id: customerId,
    field,
    limit: 10,
  });
  if (error && !rows) return <ErrorState inset error={error} onRetry={retry} />;
  if (!rows || stale) return below ? null : <SkeletonLines lines={3} />;
  if (rows.length === 0) return below ? null : <p className="or-lead pn-soft">{t('history.none')}</p>;
  return (
    <>
      {below ? <h3 className="or-heading">{t('history.title')}</h3> : null}
      <ul className={below ? 'or-others' : 'or-others or-body'}>
        {rows.map((change) => (
          <ChangeEntry key={change.id} change={change} text={(value) => text(change, value)} />
        ))}
      </ul>
      {hasMore ? (
        <Button size="small" busy={loadingMore} onClick={loadMore}>
          {t('history.more')}
        </Button>
      ) : null}
    </>
  );
}

/** A small sign that opens what a value without an origin was before: the owner, the tags. */
export function HistoryButton({ customerId, field, label }: ValueHistoryProps & { label: string }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      title={t('history.of', { label })}
      trigger={<IconButton icon={History} size="small" label={t('history.of', { label })} />}
    >
      {open ? <ValueHistory customerId={customerId} field={field} /> : null}
    </Popover>
  );
}
