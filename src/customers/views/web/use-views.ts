import { useEffect, useRef } from 'react';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { viewsContract } from '../views.contract.ts';
import { changeToView, wordsOfView } from './view-words.ts';

/** The saved views that the reader sees, and the one that the address names. A bare address opens with their own. */
export function useViews() {
  const [search, change] = usePageSearch();
  const { data } = useEndpoint(viewsContract.endpoints.views, {});
  const looked = useRef(false);
  useEffect(() => {
    if (!data || looked.current) return;
    looked.current = true;
    const opening = data.items.find(({ id }) => id === data.opening);
    const bare = Object.keys(wordsOfView(search)).length === 0 && !search.saved;
    if (opening && bare) change({ ...changeToView({}, opening), new: search.new, show: search.show });
  }, [data, search, change]);
  const items = data?.items ?? [];
  return { items, opening: data?.opening ?? null, active: items.find(({ id }) => id === search.saved) };
}
