import { useTranslation } from 'react-i18next';
import type { Endpoint } from '#platform/http/contract.ts';
import { call } from '#platform/ui/client.ts';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { tagsContract } from '../../tags/tags.contract.ts';
import type { Work } from '../work.contract.ts';
import { worksContract } from '../works.contract.ts';
import { fileUrl, isActive, titleOf } from './work-words.ts';

const { list, count, get } = profilesContract.endpoints;
const firstLookMs = 700;
const longestWaitMs = 5_000;

/** Says that work has begun and where to find it, and lets lists, and whatever else it changes, look anew when it has ended. */
export function useBegunWork(...changes: readonly Endpoint[]): (begun: Work) => void {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const nameOf = useColleagueName();
  const go = useGo();
  const { refresh, refreshWork } = useKeptAnswers();
  const offerFile = (ended: Work) => {
    if (!ended.file) return;
    toast({
      key: `work-${ended.id}`,
      title: t('work.fileReady', { count: ended.done, shown: format.number(ended.done) }),
      note: format.bytes(ended.file.sizeBytes),
      action: { label: t('work.download'), run: () => location.assign(fileUrl(ended)) },
    });
  };
  const follow = async (id: string) => {
    for (let waitMs = firstLookMs; ; waitMs = Math.min(waitMs * 1.5, longestWaitMs)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const now = await call(worksContract.endpoints.work, { id }).catch(() => undefined);
      if (now && isActive(now)) continue;
      if (now?.kind === 'export') offerFile(now);
      else await refresh(list, count, get, tagsContract.endpoints.tags, ...changes);
      return;
    }
  };
  return (begun) => {
    refreshWork();
    toast({
      key: `work-${begun.id}`,
      title: titleOf(begun, nameOf, format),
      note: t('work.begun'),
      action: { label: t('work.show'), run: () => go(`/customers/works/${begun.id}`) },
    });
    void follow(begun.id);
  };
}
