import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { undoContract } from '../undo.contract.ts';

const { get, list } = importsContract.endpoints;
const consequences = { orders: 'undo.ofOrders', activities: 'undo.ofActivities' } as const;
const ended: ImportDetail['state'][] = ['done', 'failed', 'cancelled'];

/** Takes the whole import back, after saying what that means. Nothing shows where there is nothing to take back. */
export function UndoImport({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { patch, refreshWork } = useKeptAnswers();
  const { send } = useSend(undoContract.endpoints.undo, {
    refreshes: [list],
    onDone: (changed) => {
      patch(get, { id: row.id }, () => changed);
      void refreshWork();
    },
  });
  const stored = row.created + row.updated;
  if (!may('ingestion.write') || !ended.includes(row.state) || row.kind === 'demo' || stored === 0)
    return null;
  const confirm = async () => {
    try {
      await send({ id: row.id });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return (
    <>
      <Button icon={Undo2} onClick={() => setAsking(true)}>
        {t('undo.act')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('undo.title')}
        consequence={
          <>
            {t('undo.consequence', {
              created: format.number(row.created),
              updated: format.number(row.updated),
            })}
            {format.punctuation.between}
            {t(
              row.kind === 'orders' || row.kind === 'activities'
                ? consequences[row.kind]
                : 'undo.ofCustomers',
            )}
          </>
        }
        action={t('undo.act')}
        onConfirm={confirm}
      />
    </>
  );
}
