import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { FormError } from '../../web/form-error.tsx';
import { PasswordField } from '../../web/password-field.tsx';
import { useForm } from '../../web/use-form.ts';
import { twoStepContract } from '../two-step.contract.ts';
import { CodeField } from './code-field.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import './two-step.css';

const { startTwoStep, turnOnTwoStep } = twoStepContract.endpoints;

type Started = OutputOf<typeof startTwoStep>;

export interface TwoStepSetupProps {
  /** Another app takes the place of the one in use, whose code is asked for. */
  replaces?: boolean;
  /** False for who has just come by the sign-in provider. */
  asksPassword: boolean;
  onLeave?: () => void;
  onDone: () => void;
}

/** Password, then the QR code and a first code of the app, then the recovery codes. */
export function TwoStepSetup({ replaces = false, asksPassword, onLeave, onDone }: TwoStepSetupProps) {
  const [started, setStarted] = useState<Started>();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (started) return <ProveApp started={started} onLeave={onLeave} onProved={setCodes} />;
  return (
    <ProvePerson replaces={replaces} asksPassword={asksPassword} onLeave={onLeave} onProved={setStarted} />
  );
}

interface StepProps<Proved> {
  onLeave: (() => void) | undefined;
  onProved: (proved: Proved) => void;
}

interface ProvePersonProps extends StepProps<Started> {
  replaces: boolean;
  asksPassword: boolean;
}

function ProvePerson({ replaces, asksPassword, onLeave, onProved }: ProvePersonProps) {
  const { t } = useTranslation('admin');
  const form = useForm(startTwoStep, { password: '', code: '' });
  const { values, change, wrong } = form;
  const submit = async () => {
    const { password, code } = values;
    const done = await form.send({
      ...(asksPassword ? { password } : {}),
      ...(replaces ? { code } : {}),
    });
    if (done) onProved(done);
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
      {replaces ? (
        <CodeField
          value={values.code}
          onChange={(code) => change({ code })}
          error={wrong('code')}
          hint={t('twoStep.codeHint')}
        />
      ) : null}
      <Acts error={form.failure} sending={form.sending} action={t('twoStep.goOn')} onLeave={onLeave} />
    </form>
  );
}

function ProveApp({ started, onLeave, onProved }: StepProps<string[]> & { started: Started }) {
  const { t } = useTranslation('admin');
  const form = useForm(turnOnTwoStep, { code: '' });
  const submit = async () => {
    const done = await form.send(form.values);
    if (done) onProved(done.recoveryCodes);
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
      <ol className="ad-two-step-steps">
        <li>{t('twoStep.stepApp')}</li>
        <li>{t('twoStep.stepScan')}</li>
        <li>{t('twoStep.stepCode')}</li>
      </ol>
      <QrCode text={started.link} label={t('twoStep.qr')} />
      <p className="pn-soft">
        {t('twoStep.byHand')} <code>{started.secret.replace(/.{4}(?!$)/g, '$& ')}</code>
      </p>
      <CodeField
        autoFocus
        value={form.values.code}
        onChange={(code) => form.change({ code })}
        error={form.wrong('code')}
      />
      <Acts error={form.failure} sending={form.sending} action={t('twoStep.turnOn')} onLeave={onLeave} />
    </form>
  );
}

interface ActsProps {
  error: string | undefined;
  sending: boolean;
  action: string;
  onLeave: (() => void) | undefined;
}

function Acts({ error, sending, action, onLeave }: ActsProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      <FormError text={error} />
      <div className="ad-form-acts">
        <Button type="submit" tone="main" busy={sending}>
          {action}
        </Button>
        {onLeave ? (
          <Button tone="quiet" onClick={onLeave}>
            {t('twoStep.leave')}
          </Button>
        ) : null}
      </div>
    </>
  );
}
