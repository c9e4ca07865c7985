import { useTranslation } from 'react-i18next';
import type { CallOf, OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { useForm } from '../../web/use-form.ts';
import type { twoStepContract } from '../two-step.contract.ts';
import { CodeField } from './code-field.tsx';

type Endpoints = typeof twoStepContract.endpoints;
type ProvingEndpoint = Endpoints['turnOffTwoStep'] | Endpoints['renewRecoveryCodes'];

export interface ProveBothFormProps<E extends ProvingEndpoint> {
  endpoint: E;
  action: string;
  tone: 'main' | 'danger';
  asksPassword: boolean;
  onDone: (answer: OutputOf<E>) => void;
  onLeave: () => void;
}

/** An act that takes password and code at once. */
export function ProveBothForm<E extends ProvingEndpoint>(props: ProveBothFormProps<E>) {
  const { endpoint, action, tone, asksPassword, onDone, onLeave } = props;
  const { t } = useTranslation('admin');
  const form = useForm(endpoint, { password: '', code: '' });
  const { values, change, wrong } = form;
  const submit = async () => {
    const done = await form.send((asksPassword ? values : { code: values.code }) as CallOf<E>);
    if (done) onDone(done);
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
      {asksPassword ? (
        <PasswordField
          autoFocus
          label={t('field.presentPassword')}
          value={values.password}
          onChange={(password) => change({ password })}
          error={wrong('password')}
        />
      ) : null}
      <CodeField
        value={values.code}
        onChange={(code) => change({ code })}
        error={wrong('code')}
        hint={t('twoStep.codeHint')}
      />
      <FormError text={form.failure} />
      <div className="ad-form-acts">
        <Button type="submit" tone={tone} busy={form.sending}>
          {action}
        </Button>
        <Button tone="quiet" onClick={onLeave}>
          {t('twoStep.leave')}
        </Button>
      </div>
    </form>
  );
}
