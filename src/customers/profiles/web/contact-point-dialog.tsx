import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { call } from '#platform/ui/client.ts';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { type ContactKind, type ContactPoint, contactKind } from '../contact-point.contract.ts';
import { type CustomerDetail, profilesContract } from '../profiles.contract.ts';
import './form.css';

const { get, list, addContactPoint, updateContactPoint } = profilesContract.endpoints;
const inputTypes = { phone: 'tel', email: 'email', wechat: 'text', website: 'url' } as const;

interface ContactPointDialogProps {
  customer: CustomerDetail;
  /** Null keeps it closed. */
  point: ContactPoint | 'new' | null;
  onClose: () => void;
}

/** Adds a contact point or edits one. */
export function ContactPointDialog({ customer, point, onClose }: ContactPointDialogProps) {
  const { t } = useTranslation('customers');
  const { patch, refresh } = useKeptAnswers();
  const old = point === 'new' ? null : point;
  const kinds = contactKind.options.filter(useFieldRights().writes);
  const [kind, setKind] = useState<ContactKind>(old?.kind ?? kinds[0] ?? 'phone');
  const [value, setValue] = useState(old?.entered ?? '');
  const [label, setLabel] = useState(old?.label ?? '');
  const [isPrimary, setPrimary] = useState(old?.isPrimary ?? false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const close = () => {
    setError(null);
    if (!old) {
      setValue('');
      setLabel('');
      setPrimary(false);
    }
    onClose();
  };
  const submit = async () => {
    if (!value.trim()) return;
    setBusy(true);
    try {
      const fields = { value: value.trim(), label: label.trim() || null, isPrimary };
      const output = old
        ? await call(updateContactPoint, { id: customer.id, contactPointId: old.id, ...fields })
        : await call(addContactPoint, { id: customer.id, kind, ...fields });
      patch(get, { id: customer.id }, () => output);
      void refresh(list);
      close();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={point !== null}
      onClose={close}
      title={t(old ? 'contact.edit' : 'contact.add')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={close}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={busy} disabled={!value.trim()}>
            {t(old ? 'contact.save' : 'contact.add')}
          </Button>
        </>
      }
    >
      <div className="cu-form">
        {old ? null : (
          <Field label={t('contact.kind')}>
            <Select
              value={kind}
              onChange={(next) => setKind(next as ContactKind)}
              options={kinds.map((each) => ({ value: each, label: t(`contact.${each}`) }))}
            />
          </Field>
        )}
        <Field label={t(`contact.${kind}`)} error={error ? problemText(error) : undefined}>
          <Input autoFocus autoComplete="off" type={inputTypes[kind]} value={value} onChange={setValue} />
        </Field>
        <Field label={t('contact.label')} optional hint={t('contact.labelHint')}>
          <Input autoComplete="off" value={label} onChange={setLabel} />
        </Field>
        <Checkbox checked={isPrimary} onChange={setPrimary} note={t('contact.primaryNote')}>
          {t('contact.makePrimary')}
        </Checkbox>
      </div>
    </Dialog>
  );
}
