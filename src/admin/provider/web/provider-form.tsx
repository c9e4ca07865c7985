import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { useRoleOptions } from '../../roles/web/role-words.ts';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { type ProviderSettings, providerContract } from '../provider.contract.ts';

const { offeredProvider, provider, setProvider } = providerContract.endpoints;

const blank = {
  name: '',
  issuer: '',
  clientId: '',
  emailDomains: [] as string[],
  role: null as string | null,
  onlyProvider: false,
  trustsMfa: false,
};

/** Everything about the provider; saving asks it at once. */
export function ProviderForm({ stored }: { stored: ProviderSettings | null }) {
  const { t } = useTranslation('admin');
  const [values, setValues] = useState(() => {
    const { hasSecret: _hasSecret, ...settings } = stored ?? { ...blank, hasSecret: false };
    return { ...settings, emailDomains: settings.emailDomains.join(' '), clientSecret: '' };
  });
  const change = (part: Partial<typeof values>) => setValues((before) => ({ ...before, ...part }));
  const { send, sending, error } = useSend(setProvider, { refreshes: [provider, offeredProvider] });
  const save = async () => {
    const { clientSecret, emailDomains, ...rest } = values;
    const domains = emailDomains.split(/[\s,，、;；]+/).filter(Boolean);
    const wish = { ...rest, emailDomains: domains, ...(clientSecret ? { clientSecret } : {}) };
    if (!(await send(wish).catch(() => undefined))) return;
    change({ clientSecret: '' });
    toast({ title: t('provider.saved') });
  };
  return (
    <Section title={t('provider.title')}>
      <form
        className="ad-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Client values={values} hasSecret={stored?.hasSecret ?? false} onChange={change} />
        <People values={values} onChange={change} />
        <FormError text={error ? problemText(error) : undefined} />
        <div className="ad-form-acts">
          <Button
            type="submit"
            tone="main"
            busy={sending}
            disabled={!values.name.trim() || !values.issuer.trim() || !values.clientId.trim()}
          >
            {t('provider.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}

interface Values extends Omit<typeof blank, 'emailDomains'> {
  emailDomains: string;
  clientSecret: string;
}

interface PartProps {
  values: Values;
  onChange: (change: Partial<Values>) => void;
}

function Client({ values, hasSecret, onChange }: PartProps & { hasSecret: boolean }) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Field label={t('provider.name')} hint={t('provider.nameHint')}>
        <Input
          autoComplete="off"
          maxLength={60}
          value={values.name}
          onChange={(name) => onChange({ name })}
        />
      </Field>
      <Field label={t('provider.issuer')} hint={t('provider.issuerHint')}>
        <Input
          type="url"
          autoComplete="off"
          value={values.issuer}
          onChange={(issuer) => onChange({ issuer })}
        />
      </Field>
      <Field label={t('provider.clientId')}>
        <Input autoComplete="off" value={values.clientId} onChange={(clientId) => onChange({ clientId })} />
      </Field>
      <PasswordField
        fresh
        label={t('provider.clientSecret')}
        hint={hasSecret ? t('provider.secretKept') : t('provider.secretHint')}
        value={values.clientSecret}
        onChange={(clientSecret) => onChange({ clientSecret })}
      />
    </>
  );
}

function People({ values, onChange }: PartProps) {
  const { t } = useTranslation('admin');
  const roles = useRoleOptions(values.role ?? '').filter(({ value }) => value !== 'owner');
  return (
    <>
      <Field label={t('provider.domains')} hint={t('provider.domainsHint')}>
        <Input
          autoComplete="off"
          value={values.emailDomains}
          onChange={(emailDomains) => onChange({ emailDomains })}
        />
      </Field>
      <Field label={t('provider.role')} hint={t('provider.roleHint')}>
        <Select
          label={t('provider.role')}
          value={values.role ?? 'none'}
          options={[{ value: 'none', label: t('provider.noRole') }, ...roles]}
          onChange={(role) => onChange({ role: role === 'none' ? null : role })}
        />
      </Field>
      <Checkbox
        checked={values.onlyProvider}
        onChange={(onlyProvider) => onChange({ onlyProvider })}
        note={t('provider.onlyNote')}
      >
        {t('provider.only')}
      </Checkbox>
      <Checkbox
        checked={values.trustsMfa}
        onChange={(trustsMfa) => onChange({ trustsMfa })}
        note={t('provider.trustsNote')}
      >
        {t('provider.trusts')}
      </Checkbox>
    </>
  );
}
