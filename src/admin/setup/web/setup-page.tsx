import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import type { Language } from '#platform/ui/format.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { BareFrame } from '../../web/bare-frame.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { CurrencyBox, TimeZoneBox } from '../../web/place-boxes.tsx';
import { useForm } from '../../web/use-form.ts';
import { setupContract } from '../setup.contract.ts';
import { guessCurrency } from './guess-place.ts';

/** The first page that anybody sees: makes the organisation and its owner with the link from the terminal. */
export function Page() {
  const { t } = useTranslation('admin');
  const [{ token }] = usePageSearch();
  const state = useEndpoint(setupContract.endpoints.setupState, {});
  if (state.error) {
    return (
      <BareFrame title={t('setup.title')}>
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      </BareFrame>
    );
  }
  if (!state.data) {
    return (
      <BareFrame title={t('setup.title')}>
        <SkeletonLines lines={8} />
      </BareFrame>
    );
  }
  if (!state.data.needed) {
    return (
      <BareFrame title={t('setup.doneTitle')} lead={t('setup.doneText')}>
        <div className="ad-form">
          <ButtonLink to="/sign-in" tone="main" size="large">
            {t('signIn.action')}
          </ButtonLink>
        </div>
      </BareFrame>
    );
  }
  if (!token) return <BareFrame title={t('setup.noTokenTitle')} lead={t('setup.noTokenText')} />;
  return <SetupForm token={token} />;
}

function SetupForm({ token }: { token: string }) {
  const { t, i18n } = useTranslation('admin');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = useForm(setupContract.endpoints.setUp, {
    organisationName: '',
    currency: guessCurrency(zone, navigator.languages),
    timeZone: zone,
    ownerName: '',
    email: '',
    password: '',
  });
  const { values, change, wrong } = form;
  const submit = async () => {
    const made = await form.send({ ...values, token, language: i18n.language as Language });
    // A whole new page, so that nothing read without a session stays.
    if (made) location.assign('/');
  };
  return (
    <BareFrame title={t('setup.title')} lead={t('setup.lead')}>
      <form
        className="ad-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 className="ad-form-title">{t('setup.organisation')}</h2>
        <Field label={t('field.organisationName')} error={wrong('organisationName')}>
          <Input
            autoFocus
            autoComplete="organization"
            value={values.organisationName}
            onChange={(organisationName) => change({ organisationName })}
          />
        </Field>
        <Field label={t('field.currency')} hint={t('setup.currencyHint')} error={wrong('currency')}>
          <CurrencyBox value={values.currency} onChange={(currency) => change({ currency })} />
        </Field>
        <Field label={t('field.timeZone')} hint={t('setup.timeZoneHint')} error={wrong('timeZone')}>
          <TimeZoneBox value={values.timeZone} onChange={(timeZone) => change({ timeZone })} />
        </Field>
        <h2 className="ad-form-title">{t('setup.owner')}</h2>
        <Field label={t('field.yourName')} error={wrong('ownerName')}>
          <Input
            autoComplete="name"
            value={values.ownerName}
            onChange={(ownerName) => change({ ownerName })}
          />
        </Field>
        <Field label={t('field.email')} hint={t('setup.emailHint')} error={wrong('email')}>
          <Input
            type="email"
            autoComplete="username"
            value={values.email}
            onChange={(email) => change({ email })}
          />
        </Field>
        <PasswordField
          fresh
          label={t('field.password')}
          hint={t('field.passwordHint')}
          value={values.password}
          onChange={(password) => change({ password })}
          error={wrong('password')}
        />
        <FormError text={form.failure} />
        <Button type="submit" tone="main" size="large" busy={form.sending}>
          {t('setup.action')}
        </Button>
      </form>
    </BareFrame>
  );
}
