import { RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useMay } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { againContract } from '../again.contract.ts';
import { importsContract } from '../imports.contract.ts';

const { list } = importsContract.endpoints;
const { again } = againContract.endpoints;

/** Imports the stored file of an import once more, and opens what comes of it. */
export function ImportAgain({ id }: { id: string }) {
  const { t } = useTranslation('ingestion');
  const may = useMay();
  const go = useGo();
  const { refreshWork } = useKeptAnswers();
  const { send, sending } = useSend(again, {
    refreshes: [list],
    onDone: (fresh) => {
      refreshWork();
      go(`/imports/${fresh.id}`);
    },
  });
  if (!may('ingestion.write')) return null;
  const start = () =>
    send({ id }).catch((error: unknown) => toast({ tone: 'danger', title: problemText(error) }));
  return (
    <Button icon={RotateCcw} busy={sending} onClick={() => void start()}>
      {t('verdict.sendAgain')}
    </Button>
  );
}
