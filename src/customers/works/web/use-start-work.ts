import { useTranslation } from 'react-i18next';
import type { CallOf, Endpoint } from '#platform/http/contract.ts';
import { call } from '#platform/ui/client.ts';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { tagsContract } from '../../tags/tags.contract.ts';
import type { Work, work } from '../work.contract.ts';
import { worksContract } from '../works.contract.ts';
import { fileUrl, isActive, titleOf } from './work-words.ts';

const { list, count, get } = profilesContract.endpoints;
const firstLookMs = 700;
const longestWaitMs = 5_000;

/** Begins work in the background, says where to find it, and lets lists look anew when it has ended. */
export function useStartWork<E extends Endpoint & { output: typeof work }>(endpoint: E) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const nameOf = useColleagueName();
  const go = useGo();
  const { refresh, refreshWork } = useKeptAnswers();
  const { send, sending, error } = useSend(endpoint);
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
      else await refresh(list, count, get, tagsContract.endpoints.tags);
      return;
    }
  };
  /** Undefined where it was refused. */
  const start = async (input: CallOf<E>): Promise<Work | undefined> => {
    const begun = (await send(input).catch(() => undefined)) as Work | undefined;
    if (!begun) return undefined;
    refreshWork();
    toast({
      key: `work-${begun.id}`,
      title: titleOf(begun, nameOf, format),
      note: t('work.begun'),
      action: { label: t('work.show'), run: () => go(`/customers/works/${begun.id}`) },
    });
    void follow(begun.id);
    return begun;
  };
  return { start, starting: sending, error };
}
