import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { problemText } from '#platform/ui/problem.ts';
import { FormError } from '../../web/form-error.tsx';
import { providerContract } from '../provider.contract.ts';
import { leaveFor } from './journey.ts';

/** Sends the browser to the provider; what it must bring back stays in this tab. */
export function ProviderButton({ name, next }: { name: string; next: string | undefined }) {
  const { t } = useTranslation('admin');
  const [error, setError] = useState<unknown>();
  const [leaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    setError(undefined);
    try {
      const { url, browser } = await call(providerContract.endpoints.startProviderSignIn, {});
      leaveFor(url, { browser, next });
    } catch (failure) {
      setError(failure);
      setLeaving(false);
    }
  };
  return (
    <div className="ad-form">
      <Button size="large" busy={leaving} onClick={() => void leave()}>
        {t('provider.signIn', { name })}
      </Button>
      <FormError text={error ? problemText(error) : undefined} />
    </div>
  );
}
