import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { providerContract } from '../../provider/provider.contract.ts';
import { ProviderButton } from '../../provider/web/provider-button.tsx';
import { setupContract } from '../../setup/setup.contract.ts';
import { BareFrame } from '../../web/bare-frame.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { useForm } from '../../web/use-form.ts';
import { sessionsContract } from '../sessions.contract.ts';
import { CodeForm } from './code-form.tsx';
import { placeAfter } from './place-after.ts';

/** Signs in and leads to where one wanted to go. */
export function Page() {
  const { t } = useTranslation('admin');
  const [{ next, reason }] = usePageSearch();
  const setup = useEndpoint(setupContract.endpoints.setupState, {});
  const offered = useEndpoint(providerContract.endpoints.offeredProvider, {});
  const form = useForm(sessionsContract.endpoints.signIn, { email: '', password: '' });
  const { values, change, wrong } = form;
  const [token, setToken] = useState<string>();
  // A whole new page, so that nothing of the former session stays.
  const enter = () => location.assign(placeAfter(next));
  const submit = async () => {
    const answer = await form.send(values);
    if (answer?.halfSession) setToken(answer.halfSession.token);
    else if (answer) enter();
  };
  if (setup.data?.needed) return <BareFrame title={t('setup.noTokenTitle')} lead={t('setup.noTokenText')} />;
  if (token !== undefined)
    return (
      <BareFrame title={t('signIn.codeTitle')} lead={t('signIn.codeLead')}>
        <CodeForm token={token} onEntered={enter} onLeave={() => setToken(undefined)} />
        <p className="ad-bare-note">{t('signIn.codeLost')}</p>
      </BareFrame>
    );
  return (
    <BareFrame
      title={t('signIn.title')}
      lead={reason === 'password' ? t('signIn.newPassword') : next ? t('signIn.goOn') : undefined}
    >
      <form
        className="ad-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={t('field.email')} error={wrong('email')}>
          <Input
            type="email"
            autoFocus
            autoComplete="username"
            value={values.email}
            onChange={(email) => change({ email })}
          />
        </Field>
        <PasswordField
          label={t('field.password')}
          value={values.password}
          onChange={(password) => change({ password })}
          error={wrong('password')}
        />
        <FormError text={form.failure} />
        <Button type="submit" tone="main" size="large" busy={form.sending}>
          {t('signIn.action')}
        </Button>
      </form>
      {offered.data?.name ? <ProviderButton name={offered.data.name} next={next} /> : null}
      <p className="ad-bare-note">{t('signIn.forgotten')}</p>
    </BareFrame>
  );
}
