import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { FormError } from '../../web/form-error.tsx';
import { Setting } from '../../web/setting.tsx';
import { twoStepContract } from '../two-step.contract.ts';
import type { TwoStepPolicy } from '../two-step-policies.contract.ts';

const { changeTwoStepPolicy, twoStep, twoStepPolicy } = twoStepContract.endpoints;

type Choice = OutputOf<typeof twoStepPolicy>['choices'][number];

/** Who must sign in with a code; asks first, since those without one can do nothing else until then. */
export function PolicySetting() {
  const { t } = useTranslation('admin');
  const { data } = useEndpoint(twoStepPolicy, {});
  const own = useEndpoint(twoStep, {});
  const [wish, setWish] = useState<Choice>();
  if (!data) return null;
  const now = data.choices.find(({ policy }) => policy === data.policy);
  const choose = (policy: string) => {
    if (policy !== data.policy) setWish(data.choices.find((choice) => choice.policy === policy));
  };
  return (
    <Setting name={t('twoStep.policy')} consequence={t('twoStep.policyNote')}>
      <Select
        label={t('twoStep.policy')}
        value={data.policy}
        options={data.choices.map(({ policy }) => ({ value: policy, label: t(`twoStep.for.${policy}`) }))}
        onChange={choose}
      />
      {now && now.policy !== 'nobody' ? (
        <span className="ad-setting-note">
          {t('twoStep.concerned', { count: now.concerned })}
          {now.without > 0 ? ` · ${t('twoStep.without', { count: now.without })}` : ''}
        </span>
      ) : null}
      {own.data && own.data.turnedOnAt === null ? (
        <span className="ad-setting-note">
          {t('twoStep.ownFirst')} <Link to="/settings">{t('twoStep.ownFirstLink')}</Link>
        </span>
      ) : null}
      {wish ? <PolicyDialog choice={wish} onClose={() => setWish(undefined)} /> : null}
    </Setting>
  );
}

function PolicyDialog({ choice, onClose }: { choice: Choice; onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { send, sending, error } = useSend(changeTwoStepPolicy, { refreshes: [twoStepPolicy, twoStep] });
  const name = t(`twoStep.for.${choice.policy satisfies TwoStepPolicy}`);
  const submit = async () => {
    if (!(await send({ policy: choice.policy }).catch(() => undefined))) return;
    toast({ title: t('twoStep.policyIs', { name }) });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('twoStep.policyTitle', { name })}
      lead={
        choice.policy === 'nobody'
          ? t('twoStep.policyNobody')
          : t('twoStep.concerned', { count: choice.concerned })
      }
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('twoStep.leave')}</Button>
          <Button type="submit" tone="main" busy={sending}>
            {t('twoStep.policyAction')}
          </Button>
        </>
      }
    >
      {choice.without > 0 ? <p>{t('twoStep.policyWithout', { count: choice.without })}</p> : null}
      <FormError text={error ? problemText(error) : undefined} />
    </Dialog>
  );
}
