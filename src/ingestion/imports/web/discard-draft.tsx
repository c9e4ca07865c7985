import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';

const { discard, get, list } = importsContract.endpoints;

/** Throws the draft away with the choices made in it; asks first, since it cannot be undone. */
export function DiscardDraft({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const [asking, setAsking] = useState(false);
  // Drafts of the same batch count one less.
  const { send } = useSend(discard, { refreshes: [list, get], onDone: () => go('/imports') });
  const confirm = async () => {
    try {
      await send({ id: draft.id });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return (
    <>
      <Button tone="quiet" onClick={() => setAsking(true)}>
        {t('wizard.discard')}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('wizard.discardTitle')}
        consequence={t('wizard.discardText', { name: draft.title })}
        action={t('wizard.discard')}
        onConfirm={confirm}
      />
    </>
  );
}
