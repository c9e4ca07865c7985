import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../profiles.contract.ts';

const { list, count, get, binMany, restoreMany } = profilesContract.endpoints;

/** Puts customers into the bin or takes them back, says so, and offers the way back in the toast. */
export function useBin() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const [busy, setBusy] = useState(false);
  const move = async (ids: string[], toBin: boolean, offerUndo: boolean): Promise<void> => {
    setBusy(true);
    try {
      const { items } = await call(toBin ? binMany : restoreMany, { ids });
      const moved = items.filter(({ outcome }) => outcome === 'done').map(({ id }) => id);
      await refresh(list, count, get);
      toast({
        key: 'bin',
        title: t(toBin ? 'bin.binned' : 'bin.restored', {
          count: moved.length,
          shown: format.number(moved.length),
        }),
        action:
          offerUndo && moved.length > 0
            ? { label: t('bin.undo'), run: () => void move(moved, !toBin, false) }
            : undefined,
      });
    } catch (error) {
      toast({ key: 'bin', tone: 'danger', title: t('bin.failed'), note: problemText(error) });
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    bin: (ids: string[]) => move(ids, true, true),
    restore: (ids: string[]) => move(ids, false, true),
  };
}
