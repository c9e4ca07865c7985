import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { duplicatesContract, type PossibleDuplicate } from '../duplicates.contract.ts';

const { judge, possibleDuplicates, countPossibleDuplicates, ofCustomer } = duplicatesContract.endpoints;

/** Says of a pair that they are two people, or takes that back; the toast undoes it. */
export function useJudge() {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const run = async (pair: PossibleDuplicate, state: 'open' | 'different'): Promise<void> => {
    const { customer, other } = pair;
    try {
      await call(judge, { id: customer.id, otherId: other.id, state });
      await refresh(possibleDuplicates, countPossibleDuplicates, ofCustomer);
      toast({
        key: 'judge',
        title: t(state === 'different' ? 'pair.judged' : 'pair.reopened', {
          one: customer.displayName,
          other: other.displayName,
        }),
        action: {
          label: t('bin.undo'),
          run: () => void run(pair, state === 'different' ? 'open' : 'different'),
        },
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('pair.failed'), note: problemText(error) });
    }
  };
  return run;
}
