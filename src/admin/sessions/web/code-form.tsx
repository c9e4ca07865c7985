import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CodeField } from '../../two-step/web/code-field.tsx';
import { FormError } from '../../web/form-error.tsx';
import { useForm } from '../../web/use-form.ts';
import { sessionsContract } from '../sessions.contract.ts';

export interface CodeFormProps {
  /** Of the half session that the password opened. */
  token: string;
  onEntered: () => void;
  /** Back to the password. */
  onLeave: () => void;
}

/** The second step of signing in. */
export function CodeForm({ token, onEntered, onLeave }: CodeFormProps) {
  const { t } = useTranslation('admin');
  const form = useForm(sessionsContract.endpoints.signInWithCode, { code: '' });
  const submit = async () => {
    if (await form.send({ token, code: form.values.code })) onEntered();
  };
  return (
    <form
      className="ad-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <CodeField
        autoFocus
        value={form.values.code}
        onChange={(code) => form.change({ code })}
        error={form.wrong('code')}
        hint={t('twoStep.codeHint')}
      />
      <FormError text={form.failure} />
      <Button type="submit" tone="main" size="large" busy={form.sending}>
        {t('signIn.action')}
      </Button>
      <Button tone="quiet" onClick={onLeave}>
        {t('signIn.back')}
      </Button>
    </form>
  );
}
