import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useGo, usePageSearch } from '#platform/ui/link.tsx';
import { BareFrame } from '../../web/bare-frame.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { useForm } from '../../web/use-form.ts';
import { invitationsContract } from '../invitations.contract.ts';

/** The page behind a password link: a new password, then one signs in with it. */
export function Page() {
  const { t } = useTranslation('admin');
  const go = useGo();
  const [{ token = '' }] = usePageSearch();
  const form = useForm(invitationsContract.endpoints.usePasswordLink, { password: '' });
  const submit = async () => {
    const done = await form.send({ token, password: form.values.password });
    if (done) go('/sign-in', { reason: 'password' }, { replace: true });
  };
  if (token === '') {
    return (
      <BareFrame title={t('newPassword.wrongTitle')} lead={t('newPassword.wrongText')}>
        <div className="ad-form">
          <ButtonLink to="/sign-in">{t('signIn.action')}</ButtonLink>
        </div>
      </BareFrame>
    );
  }
  return (
    <BareFrame title={t('newPassword.title')} lead={t('newPassword.lead')}>
      <form
        className="ad-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordField
          fresh
          autoFocus
          label={t('field.newPassword')}
          hint={t('field.passwordHint')}
          value={form.values.password}
          onChange={(password) => form.change({ password })}
          error={form.wrong('password')}
        />
        <FormError text={form.failure} />
        <Button type="submit" tone="main" size="large" busy={form.sending}>
          {t('newPassword.action')}
        </Button>
      </form>
    </BareFrame>
  );
}
