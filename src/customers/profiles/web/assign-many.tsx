import { UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field } from '#platform/ui/field.tsx';
import { useKeys } from '#platform/ui/keys.ts';
import { problemText } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../profiles.contract.ts';
import { nobody, useNewOwners } from './owner-choices.ts';

const { assign, list, count, get } = profilesContract.endpoints;

/** Gives the selected customers to an owner, and says how many were not the reader's to give. */
export function AssignMany({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const options = useNewOwners();
  const [open, setOpen] = useState(false);
  const [owner, setOwner] = useState<Option | null>(null);
  useKeys({ a: () => setOpen(true) });
  const { send, sending, error, reset } = useSend(assign, { refreshes: [list, count, get] });
  const words = (key: string, number: number) => t(key, { count: number, shown: format.number(number) });
  const close = () => {
    setOpen(false);
    setOwner(null);
    reset();
  };
  const submit = async () => {
    if (!owner) return;
    const ownerId = owner.value === nobody ? null : owner.value;
    const answer = await send({ ids, ownerId }).catch(() => undefined);
    if (!answer) return;
    const of = (outcome: string) => answer.items.filter((item) => item.outcome === outcome).length;
    const notYours = of('notFound');
    toast({
      key: 'assign',
      tone: notYours > 0 ? 'attention' : 'done',
      title: ownerId
        ? t('owner.assigned', { count: of('done'), shown: format.number(of('done')), name: owner.label })
        : words('owner.released', of('done')),
      note: [
        of('unchanged') > 0 ? words('owner.unchanged', of('unchanged')) : '',
        notYours > 0 ? words('owner.notYours', notYours) : '',
      ]
        .filter(Boolean)
        .join(format.punctuation.between),
    });
    close();
    onDone();
  };
  return (
    <>
      <Button size="small" icon={UserRoundCheck} aria-keyshortcuts="a" onClick={() => setOpen(true)}>
        {t('owner.assign')}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        title={words('owner.assignTitle', ids.length)}
        lead={t('owner.assignLead')}
        onSubmit={submit}
        footer={
          <>
            <Button onClick={close}>{t('new.cancel')}</Button>
            <Button type="submit" tone="main" busy={sending} disabled={!owner}>
              {t('owner.do')}
            </Button>
          </>
        }
      >
        <Field label={t('field.ownerId')} error={error ? problemText(error) : undefined}>
          <Combobox value={owner} onChange={setOwner} options={options} placeholder={t('owner.find')} />
        </Field>
      </Dialog>
    </>
  );
}
