import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { originsContract } from '../origins.contract.ts';

const { origins, release } = originsContract.endpoints;
const { get, list } = profilesContract.endpoints;

/** Lets the records decide again about a field that was set by hand. */
export function useRelease(customerId: string) {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  return async (field: string, label: string): Promise<void> => {
    try {
      await call(release, { id: customerId, field });
      await refresh(get, list, origins);
      toast({ title: t('origin.released', { label }) });
    } catch (error) {
      toast({ tone: 'danger', title: t('origin.failed'), note: problemText(error) });
    }
  };
}
