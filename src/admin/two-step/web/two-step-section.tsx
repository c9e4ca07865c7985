import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { sessionsContract } from '../../sessions/sessions.contract.ts';
import { twoStepContract } from '../two-step.contract.ts';
import { ProveBothForm } from './prove-both-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { TwoStepSetup } from './two-step-setup.tsx';

const { twoStep, turnOffTwoStep, renewRecoveryCodes, twoStepPolicy } = twoStepContract.endpoints;

type Doing = 'setup' | 'replace' | 'renew' | 'turnOff';

/** Whether I sign in with a code beside the password, and all that can be done about it. */
export function TwoStepSection() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEndpoint(twoStep, {});
  const { refresh } = useKeptAnswers();
  const [doing, setDoing] = useState<Doing>();
  const asksPassword = data?.asksPassword ?? true;
  const leave = () => setDoing(undefined);
  const done = () => {
    leave();
    void refresh(twoStep, twoStepPolicy, sessionsContract.endpoints.sessions);
  };
  return (
    <Section title={t('twoStep.title')} note={t('twoStep.note')}>
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={2} /> : null}
      {data && !doing ? (
        <TwoStepState
          turnedOnAt={data.turnedOnAt}
          left={data.recoveryCodesLeft}
          required={data.required}
          onDo={setDoing}
        />
      ) : null}
      {doing === 'setup' || doing === 'replace' ? (
        <TwoStepSetup
          replaces={doing === 'replace'}
          asksPassword={asksPassword}
          onLeave={leave}
          onDone={done}
        />
      ) : null}
      {doing === 'renew' ? <Renewal asksPassword={asksPassword} onLeave={leave} onDone={done} /> : null}
      {doing === 'turnOff' ? (
        <ProveBothForm
          endpoint={turnOffTwoStep}
          action={t('twoStep.turnOff')}
          tone="danger"
          asksPassword={asksPassword}
          onLeave={leave}
          onDone={() => {
            toast({ title: t('twoStep.isOff') });
            done();
          }}
        />
      ) : null}
    </Section>
  );
}

interface TwoStepStateProps {
  turnedOnAt: string | null;
  left: number;
  required: boolean;
  onDo: (doing: Doing) => void;
}

function TwoStepState({ turnedOnAt, left, required, onDo }: TwoStepStateProps) {
  const { t } = useTranslation('admin');
  if (turnedOnAt === null) return <Button onClick={() => onDo('setup')}>{t('twoStep.setUp')}</Button>;
  return (
    <div className="ad-form">
      <p>
        {t('twoStep.onSince')} <Time value={turnedOnAt} /> · {t('twoStep.left', { count: left })}
        {required ? ` · ${t('twoStep.obliged')}` : ''}
      </p>
      <div className="ad-form-acts">
        <Button onClick={() => onDo('renew')}>{t('twoStep.renew')}</Button>
        <Button onClick={() => onDo('replace')}>{t('twoStep.replace')}</Button>
        {required ? null : (
          <Button tone="danger-quiet" onClick={() => onDo('turnOff')}>
            {t('twoStep.turnOffAsking')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface RenewalProps {
  asksPassword: boolean;
  onLeave: () => void;
  onDone: () => void;
}

function Renewal({ asksPassword, onLeave, onDone }: RenewalProps) {
  const { t } = useTranslation('admin');
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <ProveBothForm
      endpoint={renewRecoveryCodes}
      action={t('twoStep.renew')}
      tone="main"
      asksPassword={asksPassword}
      onLeave={onLeave}
      onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
    />
  );
}
