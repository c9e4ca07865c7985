import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import type { DraftKeeping } from './use-draft.ts';

/** Said while a file looks like one that cannot be imported yet, with the way out. */
export function KindNotice({ draft, keep }: { draft: ImportDetail; keep: DraftKeeping['keep'] }) {
  const { t } = useTranslation('ingestion');
  const [busy, setBusy] = useState(false);
  if (draft.mapping?.as !== 'customers') return null;
  const readAsOrders = async () => {
    setBusy(true);
    try {
      const { proposal } = await call(importsContract.endpoints.preview, { id: draft.id, as: 'orders' });
      keep({ mapping: proposal.mapping });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="im-notice" data-tone="attention" role="status">
      <span>{t('kind.notYet')}</span>
      <Button size="small" busy={busy} onClick={readAsOrders}>
        {t('kind.readAsOrders')}
      </Button>
    </div>
  );
}
