import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { type FeedState, nextEntries } from './merge-feeds.ts';
import type { FeedDefinition, Narrowed } from './page.ts';
import { useMay } from './session.tsx';
import type { TimelineEntry } from './timeline.tsx';

const FeedsContext = createContext<FeedDefinition[]>([]);

export function FeedsProvider({ feeds, children }: { feeds: FeedDefinition[]; children: ReactNode }) {
  return <FeedsContext.Provider value={feeds}>{children}</FeedsContext.Provider>;
}

export interface Feed {
  /** Newest first; undefined while the first are on their way. */
  entries: TimelineEntry[] | undefined;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  error: Error | null;
  retry: () => void;
  /** All that flow into this timeline and that this person may see. */
  sources: FeedDefinition[];
  /** After something new was written down. */
  refresh: () => Promise<void>;
}

const entriesAPage = 30;

/** What all domains know about a subject, merged by time; with `only` what one of them knows, narrowed by words of its own. */
export function useFeed(name: string, subjectId: string, only?: string, narrowed: Narrowed = {}): Feed {
  const may = useMay();
  const client = useQueryClient();
  const sources = useContext(FeedsContext).filter((feed) => feed.feed === name && may(feed.needs));
  const wanted = sources.filter((source) => !only || source.key === only);
  const query = useInfiniteQuery({
    queryKey: ['feed', name, subjectId, wanted.map(({ key }) => key), narrowed],
    queryFn: ({ pageParam, signal }) =>
      nextEntries(
        wanted.map(({ key, load }) => ({
          key,
          read: async (cursor, stop) => (await load()).readFeed(subjectId, cursor, stop, narrowed),
        })),
        pageParam,
        entriesAPage,
        signal,
      ),
    initialPageParam: {} as FeedState,
    getNextPageParam: (last) => last.rest ?? undefined,
  });
  return {
    entries: query.data?.pages.flatMap((page) => page.entries),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage({ cancelRefetch: false }),
    error: query.error,
    retry: () => void query.refetch(),
    sources,
    refresh: () => client.invalidateQueries({ queryKey: ['feed', name, subjectId] }),
  };
}

/** Lets a timeline read anew, from a part of the page that does not draw it. */
export function useFeedsAgain(): (name: string, subjectId: string) => Promise<void> {
  const client = useQueryClient();
  return (name, subjectId) => client.invalidateQueries({ queryKey: ['feed', name, subjectId] });
}
