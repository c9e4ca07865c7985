import { Building2, User } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { NewFields, valuesOf } from '../../custom-fields/web/new-fields.tsx';
import { openFieldsOf, useCustomFields } from '../../custom-fields/web/use-custom-fields.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import type { CustomerKind } from '../customer-edit.contract.ts';
import { profilesContract } from '../profiles.contract.ts';
import { namedOptions } from './customer-places.ts';
import './customers.css';
import './form.css';

const { create, list, count } = profilesContract.endpoints;

interface Draft {
  kind: CustomerKind;
  name: string;
  phone: string;
  email: string;
  country: Option | null;
  region: string;
  city: string;
  /** By the key of the custom field, as its control holds it. */
  fields: Record<string, string>;
}

const blank: Draft = {
  kind: 'person',
  name: '',
  phone: '',
  email: '',
  country: null,
  region: '',
  city: '',
  fields: {},
};

/** Makes a customer with the few things one knows at first, and opens its page. */
export function NewCustomerDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const go = useGo();
  const [draft, setDraft] = useState(blank);
  const [tried, setTried] = useState(false);
  const { send, sending, error, reset } = useSend(create, { refreshes: [list, count] });
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const close = () => {
    setDraft(blank);
    setTried(false);
    reset();
    onClose();
  };
  const points = contactPointsOf(draft);
  const problems = fieldProblems(error);
  const problemOf = (kind: string) =>
    problems[`contactPoints.${points.findIndex((each) => each.kind === kind)}.value`];
  const { items } = useCustomFields();
  const { writes } = useFieldRights();
  const asked = openFieldsOf(items, draft.kind).filter(({ key }) => writes(`field.${key}`));
  const lacks = asked.filter(({ key, required }) => required && !draft.fields[key]?.trim());
  const submit = async () => {
    setTried(true);
    if (!draft.name.trim() || lacks.length > 0) return;
    const customer = await send({
      kind: draft.kind,
      displayName: draft.name.trim(),
      country: draft.country?.value,
      region: draft.region.trim() || undefined,
      city: draft.city.trim() || undefined,
      contactPoints: points,
      customFields: valuesOf(asked, draft.fields),
    }).catch(() => undefined);
    if (!customer) return;
    close();
    go(`/customers/${customer.id}`);
    toast({ title: t('new.done', { name: customer.displayName }) });
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('new.title')}
      onSubmit={submit}
      footer={
        <>
          {error ? (
            <span className="cu-problem" role="alert">
              {problemText(error)}
            </span>
          ) : null}
          <Button onClick={close}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending}>
            {t('new.create')}
          </Button>
        </>
      }
    >
      <div className="cu-form">
        <div className="cu-kinds">
          <RadioCards
            label={t('field.kind')}
            value={draft.kind}
            onChange={(kind) => set({ kind: kind as CustomerKind })}
            options={[
              { value: 'person', title: t('kind.person'), icon: User },
              { value: 'organisation', title: t('kind.organisation'), icon: Building2 },
            ]}
          />
        </div>
        <Field
          label={t(draft.kind === 'person' ? 'field.name' : 'field.organisationName')}
          error={tried && !draft.name.trim() ? t('new.nameMissing') : problems.displayName}
        >
          <Input autoFocus autoComplete="off" value={draft.name} onChange={(name) => set({ name })} />
        </Field>
        <div className="cu-form-two">
          <Field label={t('contact.phone')} optional error={problemOf('phone')}>
            <Input type="tel" autoComplete="off" value={draft.phone} onChange={(phone) => set({ phone })} />
          </Field>
          <Field label={t('contact.email')} optional error={problemOf('email')}>
            <Input type="email" autoComplete="off" value={draft.email} onChange={(email) => set({ email })} />
          </Field>
        </div>
        <Field label={t('field.country')} optional hint={t('new.countryHint')}>
          <Combobox
            value={draft.country}
            onChange={(country) => set({ country })}
            options={namedOptions('region', null, format)}
            placeholder={t('new.countryFind')}
          />
        </Field>
        <div className="cu-form-two">
          <Field label={t('field.region')} optional>
            <Input autoComplete="off" value={draft.region} onChange={(region) => set({ region })} />
          </Field>
          <Field label={t('field.city')} optional>
            <Input autoComplete="off" value={draft.city} onChange={(city) => set({ city })} />
          </Field>
        </div>
        <NewFields
          fields={asked}
          drafts={draft.fields}
          problems={problems}
          lacks={tried ? lacks : []}
          onChange={(key, text) => set({ fields: { ...draft.fields, [key]: text } })}
        />
      </div>
    </Dialog>
  );
}

function contactPointsOf({ phone, email }: Draft) {
  return [
    { kind: 'phone' as const, value: phone.trim(), isPrimary: true },
    { kind: 'email' as const, value: email.trim(), isPrimary: true },
  ].filter((point) => point.value);
}
