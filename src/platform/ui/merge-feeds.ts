import type { TimelineEntry } from './timeline.tsx';

/** One reader of a feed: entries newest first, by pages. */
export interface FeedSource {
  key: string;
  read: (
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<{ entries: TimelineEntry[]; next: string | null }>;
}

interface SourceState {
  cursor: string | undefined;
  /** Nothing more can be read. */
  ended: boolean;
  /** Read, but not handed out: something newer may still come from another source. */
  waiting: TimelineEntry[];
}

/** Where a merged reading stopped; hand it back to go on. */
export type FeedState = Readonly<Record<string, SourceState>>;

export interface FeedPage {
  entries: TimelineEntry[];
  /** Null at the end of all sources. */
  rest: FeedState | null;
}

const atTheStart: SourceState = { cursor: undefined, ended: false, waiting: [] };

/**
 * The next `wanted` entries of several sources in one order, newest first. A source is asked again only when
 * all that it gave has been handed out, so nothing is left out and nothing comes twice.
 */
export async function nextEntries(
  sources: FeedSource[],
  before: FeedState,
  wanted: number,
  signal: AbortSignal,
): Promise<FeedPage> {
  const states = new Map(sources.map(({ key }) => [key, { ...(before[key] ?? atTheStart) }]));
  const entries: TimelineEntry[] = [];
  const dry = (state: SourceState) => state.waiting.length === 0 && !state.ended;
  while (entries.length < wanted) {
    await Promise.all(
      sources.map(async ({ key, read }) => {
        const state = states.get(key)!;
        if (!dry(state)) return;
        const { entries: more, next } = await read(state.cursor, signal);
        Object.assign(state, { waiting: more, cursor: next ?? undefined, ended: next === null });
      }),
    );
    if ([...states.values()].some(dry)) continue;
    const newest = [...states.values()]
      .filter((state) => state.waiting.length > 0)
      .reduce<SourceState | undefined>(
        (best, state) => (best && timeOf(best) >= timeOf(state) ? best : state),
        undefined,
      );
    if (!newest) break;
    entries.push(newest.waiting[0]!);
    newest.waiting = newest.waiting.slice(1);
  }
  const open = [...states.values()].some((state) => state.waiting.length > 0 || !state.ended);
  return { entries, rest: open ? Object.fromEntries(states) : null };
}

function timeOf({ waiting }: SourceState): number {
  return Date.parse(waiting[0]!.at);
}
