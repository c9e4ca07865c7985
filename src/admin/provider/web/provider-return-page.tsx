import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { problemText } from '#platform/ui/problem.ts';
import { CodeForm } from '../../sessions/web/code-form.tsx';
import { placeAfter } from '../../sessions/web/place-after.ts';
import { BareFrame } from '../../web/bare-frame.tsx';
import { FormError } from '../../web/form-error.tsx';
import { providerContract } from '../provider.contract.ts';
import { comeBack } from './journey.ts';

interface Arrival {
  halfToken: string | null;
  next: string | undefined;
}

// React may run an effect twice; the browser comes back once.
let arriving: Promise<Arrival | undefined> | undefined;

/** Undefined where the provider said no, or this tab never left for it. */
async function arrive(): Promise<Arrival | undefined> {
  const given = new URLSearchParams(location.search);
  const journey = comeBack();
  const [code, state] = [given.get('code'), given.get('state')];
  if (!journey || !code || !state) return undefined;
  const { browser, next } = journey;
  const iss = given.get('iss') ?? undefined;
  const answer = await call(providerContract.endpoints.finishProviderSignIn, { browser, code, state, iss });
  return { halfToken: answer.halfSession?.token ?? null, next };
}

/** Where the provider sends the browser back to: signs in, or asks for the code of the second step. */
export function Page() {
  const { t } = useTranslation('admin');
  const [arrival, setArrival] = useState<Arrival>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    arriving ??= arrive();
    arriving.then(
      (done) => {
        if (!done) setFailure(t('provider.refused'));
        else if (done.halfToken === null) location.replace(placeAfter(done.next));
        else setArrival(done);
      },
      (error: unknown) => setFailure(problemText(error)),
    );
  }, [t]);
  if (failure !== undefined)
    return (
      <BareFrame title={t('provider.failedTitle')}>
        <div className="ad-form">
          <FormError text={failure} />
          <ButtonLink to="/sign-in" tone="main" size="large">
            {t('provider.again')}
          </ButtonLink>
        </div>
      </BareFrame>
    );
  if (arrival?.halfToken)
    return (
      <BareFrame title={t('signIn.codeTitle')} lead={t('signIn.codeLead')}>
        <CodeForm
          token={arrival.halfToken}
          onEntered={() => location.replace(placeAfter(arrival.next))}
          onLeave={() => location.replace('/sign-in')}
        />
        <p className="ad-bare-note">{t('signIn.codeLost')}</p>
      </BareFrame>
    );
  return <BareFrame title={t('provider.arriving')} />;
}
