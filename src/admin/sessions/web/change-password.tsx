import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useSession } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { useForm } from '../../web/use-form.ts';
import { sessionsContract } from '../sessions.contract.ts';

const { changePassword, sessions } = sessionsContract.endpoints;
const blank = { password: '', newPassword: '' };

/** The present password and a new one; everything else of mine is signed out. */
export function ChangePassword() {
  const { t } = useTranslation('admin');
  const [open, setOpen] = useState(false);
  if (!open) return <Button onClick={() => setOpen(true)}>{t('password.open')}</Button>;
  return <PasswordForm onClose={() => setOpen(false)} />;
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const { refresh } = useKeptAnswers();
  const form = useForm(changePassword, blank);
  const { values, change, wrong } = form;
  const submit = async () => {
    const done = await form.send(values);
    if (!done) return;
    toast({
      title: t('password.done'),
      note: done.endedSessions > 0 ? t('password.ended', { count: done.endedSessions }) : undefined,
    });
    void refresh(sessions);
    onClose();
  };
  return (
    <form
      className="ad-form ad-narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <input type="hidden" autoComplete="username" value={user.email} readOnly />
      <PasswordField
        autoFocus
        label={t('field.presentPassword')}
        value={values.password}
        onChange={(password) => change({ password })}
        error={wrong('password')}
      />
      <PasswordField
        fresh
        label={t('field.newPassword')}
        hint={t('field.passwordHint')}
        value={values.newPassword}
        onChange={(newPassword) => change({ newPassword })}
        error={wrong('newPassword')}
      />
      <FormError text={form.failure} />
      <div className="ad-form-acts">
        <Button type="submit" tone="main" busy={form.sending}>
          {t('password.action')}
        </Button>
        <Button tone="quiet" onClick={onClose}>
          {t('password.leave')}
        </Button>
      </div>
    </form>
  );
}
