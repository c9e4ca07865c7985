import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { FormError } from '../../web/form-error.tsx';
import { membersContract } from '../members.contract.ts';

const { colleagues, deactivate, members, reactivate } = membersContract.endpoints;

/** Shuts somebody out, and asks who looks after their customers from now on. */
export function DeactivateDialog({
  person,
  onClose,
}: {
  person: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useTranslation('admin');
  const { refresh } = useKeptAnswers();
  const { id, name } = person;
  const keep: Option = { value: 'keep', label: t('deactivation.keep', { name }) };
  const others = useColleagues().filter((colleague) => colleague.active && colleague.id !== id);
  const [successor, setSuccessor] = useState(keep);
  const { send, sending, error } = useSend(deactivate, { refreshes: [members, colleagues] });
  const open = async () => {
    try {
      await call(reactivate, { id });
      toast({ title: t('members.isBack', { name }) });
    } catch (problem) {
      toast({ tone: 'danger', title: problemText(problem) });
    }
    await refresh(members, colleagues);
  };
  const submit = async () => {
    const handOverTo = successor.value === keep.value ? undefined : successor.value;
    if (!(await send({ id, handOverTo }).catch(() => undefined))) return;
    toast({
      title: t('members.isOff', { name }),
      note: handOverTo ? t('deactivation.handsOver', { name: successor.label }) : undefined,
      // Letting them in again would not bring back what was handed over.
      action: handOverTo ? undefined : { label: t('members.undo'), run: () => void open() },
    });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('deactivation.title', { name })}
      lead={t('deactivation.lead')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('deactivation.leave')}</Button>
          <Button type="submit" tone="danger" busy={sending}>
            {t('members.shutOut')}
          </Button>
        </>
      }
    >
      <div className="ad-form">
        <Field label={t('deactivation.successor')} hint={t('deactivation.hint')}>
          <Combobox
            value={successor}
            options={[keep, ...others.map((other) => ({ value: other.id, label: other.name }))]}
            onChange={(option) => setSuccessor(option ?? keep)}
          />
        </Field>
        <FormError text={error ? problemText(error) : undefined} />
      </div>
    </Dialog>
  );
}
