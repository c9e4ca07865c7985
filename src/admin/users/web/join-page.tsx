import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import type { Language } from '#platform/ui/format.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { BareFrame } from '../../web/bare-frame.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { useForm } from '../../web/use-form.ts';
import { invitationsContract } from '../invitations.contract.ts';

const { acceptInvitation, readInvitation } = invitationsContract.endpoints;

/** The page behind an invitation link: a name, a password, and one is in. */
export function Page() {
  const { t } = useTranslation('admin');
  const [{ token = '' }] = usePageSearch();
  const invitation = useEndpoint(readInvitation, { token }, { enabled: token !== '' });
  if (token === '' || invitation.error) {
    return (
      <BareFrame
        title={t('join.wrongTitle')}
        lead={invitation.error ? problemText(invitation.error) : t('join.wrongText')}
      >
        <div className="ad-form">
          <ButtonLink to="/sign-in">{t('signIn.action')}</ButtonLink>
        </div>
      </BareFrame>
    );
  }
  if (!invitation.data) {
    return (
      <BareFrame title={t('join.loading')}>
        <SkeletonLines lines={5} />
      </BareFrame>
    );
  }
  const { organisationName, email } = invitation.data;
  return <JoinForm token={token} organisationName={organisationName} email={email} />;
}

function JoinForm(props: { token: string; organisationName: string; email: string }) {
  const { t, i18n } = useTranslation('admin');
  const form = useForm(acceptInvitation, { name: '', password: '' });
  const { values, change, wrong } = form;
  const submit = async () => {
    const joined = await form.send({
      ...values,
      token: props.token,
      language: i18n.language as Language,
    });
    if (joined) location.assign('/');
  };
  return (
    <BareFrame title={t('join.title', { organisation: props.organisationName })} lead={t('join.lead')}>
      <form
        className="ad-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label={t('field.email')} hint={t('join.emailHint')}>
          <Input type="email" autoComplete="username" value={props.email} readOnly />
        </Field>
        <Field label={t('field.yourName')} error={wrong('name')}>
          <Input autoFocus autoComplete="name" value={values.name} onChange={(name) => change({ name })} />
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
          {t('join.action')}
        </Button>
      </form>
    </BareFrame>
  );
}
