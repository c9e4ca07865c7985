import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { type Option, Select } from '#platform/ui/select.tsx';
import type { CustomerKind } from '../../profiles/customer-edit.contract.ts';
import { type CustomerDetail, profilesContract } from '../../profiles/profiles.contract.ts';
import { customerOptions } from '../../profiles/web/find-customers.ts';
import { type RelationKind, relationsContract } from '../relations.contract.ts';
import '../../profiles/web/form.css';

interface Choice {
  kind: RelationKind;
  direction: 'out' | 'in';
  /** What the other one must be; left out where it may be either. */
  other?: CustomerKind;
}

/** The relations that fit a person or an organisation, seen from it. */
const choices: Record<CustomerKind, Choice[]> = {
  person: [
    { kind: 'works_at', direction: 'out', other: 'organisation' },
    { kind: 'household', direction: 'out', other: 'person' },
    { kind: 'referred_by', direction: 'out' },
    { kind: 'referred_by', direction: 'in' },
  ],
  organisation: [
    { kind: 'works_at', direction: 'in', other: 'person' },
    { kind: 'referred_by', direction: 'out' },
    { kind: 'referred_by', direction: 'in' },
  ],
};

interface RelationDialogProps {
  open: boolean;
  onClose: () => void;
  customer: CustomerDetail;
}

/** Ties this customer to another one. */
export function RelationDialog({ open, onClose, customer }: RelationDialogProps) {
  const { t } = useTranslation('customers');
  const fitting = choices[customer.kind];
  const [at, setAt] = useState('0');
  const [other, setOther] = useState<Option | null>(null);
  const [role, setRole] = useState('');
  const { send, sending, error, reset } = useSend(relationsContract.endpoints.addRelation, {
    refreshes: [profilesContract.endpoints.get],
  });
  const choice = fitting[Number(at)] ?? fitting[0]!;
  const close = () => {
    setOther(null);
    setRole('');
    reset();
    onClose();
  };
  const submit = async () => {
    if (!other) return;
    const [id, relatedId] =
      choice.direction === 'out' ? [customer.id, other.value] : [other.value, customer.id];
    const given = choice.kind === 'works_at' ? role.trim() || undefined : undefined;
    const done = await send({ id, kind: choice.kind, relatedId, role: given }).catch(() => undefined);
    if (done) close();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('relations.addTitle', { name: customer.displayName })}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={close}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={!other}>
            {t('relations.add')}
          </Button>
        </>
      }
    >
      <div className="cu-form">
        <Field label={t('relations.kind')}>
          <Select
            value={at}
            onChange={(next) => {
              setAt(next);
              setOther(null);
            }}
            options={fitting.map(({ kind, direction }, index) => ({
              value: String(index),
              label: t(`relation.${kind}.${direction}`),
            }))}
          />
        </Field>
        <Field
          label={t(`relations.who.${choice.other ?? 'either'}`)}
          error={error ? problemText(error) : undefined}
        >
          <Combobox
            key={at}
            value={other}
            onChange={setOther}
            search={(text, signal) =>
              customerOptions(text, signal, { kind: choice.other, except: customer.id })
            }
            placeholder={t('list.find')}
          />
        </Field>
        {choice.kind === 'works_at' ? (
          <Field label={t('relations.role')} optional hint={t('relations.roleHint')}>
            <Input autoComplete="off" value={role} onChange={setRole} />
          </Field>
        ) : null}
      </div>
    </Dialog>
  );
}
