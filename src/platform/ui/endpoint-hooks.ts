import {
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CallOf, Endpoint, OutputOf } from '../http/contract.ts';
import { newKey } from '../http/request.contract.ts';
import { type CallOptions, call } from './client.ts';
import { UnreachableError } from './problem.ts';
import { sessionKey } from './session.tsx';

export interface ReadOptions<Output = unknown> {
  enabled?: boolean;
  /** Asks again after this many milliseconds, or as the last answer decides (false: no more). */
  refreshMs?: number | false | ((latest: Output | undefined) => number | false);
}

/**
 * Reads an endpoint and keeps the answer. `data` stays while other input is fetched (`isPlaceholderData`
 * then says that it is the former one), so that filters do not make the page blink.
 */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options: ReadOptions<OutputOf<E>> = {},
) {
  const { enabled, refreshMs } = options;
  return useQuery({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval:
      typeof refreshMs === 'function'
        ? (query) => refreshMs(query.state.data as OutputOf<E> | undefined)
        : refreshMs,
  });
}

type RowOf<E extends Endpoint> = OutputOf<E> extends { items: (infer Row)[] } ? Row : never;

export interface Pages<Row> {
  /** Undefined until the first page has come. */
  rows: Row[] | undefined;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  /** True while the rows shown are still those of the former filters. */
  stale: boolean;
  /** Until when the first of them hold everything that was committed, where the endpoint says so. */
  asOf: string | undefined;
  /** When the rows were read. */
  readAt: Date | undefined;
  error: Error | null;
  retry: () => void;
}

/** Reads a keyset list (`{ items, next }`) page by page; what it returns fits `DataTable` as it is. */
export function useEndpointPages<E extends Endpoint>(
  endpoint: E,
  input: Omit<CallOf<E>, 'cursor'>,
  options: { enabled?: boolean; refreshMs?: number | false } = {},
): Pages<RowOf<E>> {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(endpoint, input), 'pages'],
    queryFn: async ({ pageParam, signal }) =>
      (await call(endpoint, { ...input, cursor: pageParam } as CallOf<E>, { signal })) as {
        items: RowOf<E>[];
        next: string | null;
        asOf?: string;
      },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: options.enabled,
    refetchInterval: options.refreshMs,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (!query.isFetchingNextPage) void query.fetchNextPage({ cancelRefetch: false });
    },
    stale: query.isPlaceholderData,
    asOf: query.data?.pages[0]?.asOf,
    readAt: query.dataUpdatedAt ? new Date(query.dataUpdatedAt) : undefined,
    error: query.error,
    retry: () => void query.refetch(),
  };
}

export interface SendOptions<E extends Endpoint> {
  /** Endpoints whose kept answers are stale afterwards. */
  refreshes?: Endpoint[];
  onDone?: (output: OutputOf<E>, input: CallOf<E>) => void;
}

/**
 * Writes through an endpoint: `await send(input, { version })` gives the output or throws as `call` does.
 * A cut line is tried twice again under the same Idempotency-Key, so nothing is written twice.
 */
export function useSend<E extends Endpoint>(endpoint: E, options: SendOptions<E> = {}) {
  const client = useQueryClient();
  const mutation = useMutation({
    mutationFn: ({ input, callOptions }: { input: CallOf<E>; callOptions: CallOptions }) =>
      call(endpoint, input, callOptions),
    retry: (times, error) => error instanceof UnreachableError && times < 2,
    onSuccess: async (output, { input }) => {
      options.onDone?.(output, input);
      await Promise.all(
        (options.refreshes ?? []).map((each) => client.invalidateQueries({ queryKey: nameOf(each) })),
      );
    },
  });
  return {
    send: (input: CallOf<E>, callOptions: CallOptions = {}) =>
      mutation.mutateAsync({ input, callOptions: { idempotencyKey: newKey(), ...callOptions } }),
    sending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  };
}

/** Where the tray of background jobs keeps what it has read. */
export const workKey = ['work'] as const;

/**
 * For code that changes kept answers by itself: `refresh` asks anew, `patch` rewrites one at once,
 * `refreshSession` reads anew who is signed in, `refreshWork` lets the tray of background jobs look.
 */
export function useKeptAnswers() {
  const client = useQueryClient();
  return {
    refreshSession: () => client.invalidateQueries({ queryKey: sessionKey }),
    refreshWork: () => client.invalidateQueries({ queryKey: workKey }),
    refresh: (...endpoints: Endpoint[]) =>
      Promise.all(endpoints.map((each) => client.invalidateQueries({ queryKey: nameOf(each) }))),
    patch: <E extends Endpoint>(
      endpoint: E,
      input: CallOf<E>,
      change: (before: OutputOf<E>) => OutputOf<E>,
    ) =>
      client.setQueryData<OutputOf<E>>(keyOf(endpoint, input), (before) =>
        before === undefined ? undefined : change(before as OutputOf<E>),
      ),
  };
}

function nameOf(endpoint: Endpoint): QueryKey {
  return [`${endpoint.method} ${endpoint.path}`];
}

function keyOf(endpoint: Endpoint, input: unknown): QueryKey {
  return [...nameOf(endpoint), input];
}
