import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { type BulkAct, type MeantInput, worksContract } from '../works.contract.ts';
import { nameOfAct, toneOf } from './bulk-edit.ts';
import { type ActKind, BulkFields } from './bulk-fields.tsx';
import { useStartWork } from './use-start-work.ts';
import './works.css';

const { previewWork, startWork } = worksContract.endpoints;

interface BulkDialogProps {
  kind: ActKind;
  meant: MeantInput;
  onClose: () => void;
  /** It has begun. */
  onBegun: () => void;
}

/** Says exactly whom a bulk act meets before it begins; it then goes on in the background. */
export function BulkDialog({ kind, meant, onClose, onBegun }: BulkDialogProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const simple = kind === 'bin' || kind === 'restore';
  const [act, setAct] = useState<BulkAct | null>(simple ? { kind } : null);
  const preview = useEndpoint(previewWork, { meant });
  const data = preview.isPlaceholderData ? undefined : preview.data;
  const name = nameOfAct(kind, act);
  const { start, starting, error } = useStartWork(startWork);
  const submit = async () => {
    if (act && data?.changeable && (await start({ act, meant }))) {
      onClose();
      onBegun();
    }
  };
  const words = (key: string, number: number) => t(key, { count: number, shown: format.number(number) });
  const others = data ? data.customers - data.changeable : 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`bulk.title.${kind}`)}
      lead={t(`bulk.lead.${kind}`)}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone={toneOf(name)} busy={starting} disabled={!act || !data?.changeable}>
            {data ? words(`bulk.do.${name}`, data.changeable) : t(`bulk.title.${kind}`)}
          </Button>
        </>
      }
    >
      <BulkFields kind={kind} act={act} onChange={setAct} />
      <p className="wk-sums" aria-live="polite">
        {data
          ? words('bulk.meets', data.customers)
          : preview.error
            ? problemText(preview.error)
            : t('bulk.counting')}
        {others > 0 ? `${format.punctuation.between}${words('bulk.others', others)}` : null}
      </p>
      {error ? (
        <p className="wk-problem" role="alert">
          {problemText(error)}
        </p>
      ) : null}
    </Dialog>
  );
}
