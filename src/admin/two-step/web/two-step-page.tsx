import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { sessionsContract } from '../../sessions/sessions.contract.ts';
import { BareFrame } from '../../web/bare-frame.tsx';
import { twoStepContract } from '../two-step.contract.ts';
import { TwoStepSetup } from './two-step-setup.tsx';

/** Where those are led whom the organisation obliges to sign in with a code, and who have none yet. */
export function Page() {
  const { t } = useTranslation('admin');
  const { data } = useEndpoint(twoStepContract.endpoints.twoStep, {});
  const leave = async () => {
    try {
      await call(sessionsContract.endpoints.signOut, {});
      location.assign('/sign-in');
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return (
    <BareFrame title={t('twoStep.pageTitle')} lead={t('twoStep.pageLead')}>
      {data ? <TwoStepSetup asksPassword={data.asksPassword} onDone={() => location.assign('/')} /> : null}
      <p className="ad-bare-note">
        <Button tone="quiet" size="small" onClick={() => void leave()}>
          {t('twoStep.signOut')}
        </Button>
      </p>
    </BareFrame>
  );
}
