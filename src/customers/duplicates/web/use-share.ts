import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { phoneText } from '../../profiles/web/contact-value.tsx';
import { duplicatesContract } from '../duplicates.contract.ts';

const { share, possibleDuplicates, countPossibleDuplicates, ofCustomer } = duplicatesContract.endpoints;

/** Marks a phone or e-mail as shared by several or takes the mark away; the toast says what that means and undoes it. */
export function useShare() {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const run = async (kind: 'phone' | 'email', value: string, isShared: boolean): Promise<void> => {
    try {
      await call(share, { kind, value, isShared });
      await refresh(profilesContract.endpoints.get, possibleDuplicates, countPossibleDuplicates, ofCustomer);
      toast({
        key: 'share',
        title: t(isShared ? 'shared.marked' : 'shared.unmarked', { value: phoneText(value) }),
        note: t(isShared ? 'shared.markedNote' : 'shared.unmarkedNote'),
        action: { label: t('bin.undo'), run: () => void run(kind, value, !isShared) },
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('shared.failed'), note: problemText(error) });
    }
  };
  return run;
}
