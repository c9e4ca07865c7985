import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallOf, Endpoint, OutputOf } from '#platform/http/contract.ts';
import { call } from '#platform/ui/client.ts';

export interface Asked<Output> {
  /** The last answer, until the next one comes. */
  data: Output | undefined;
  /** The answer is to what is asked now. */
  fresh: boolean;
  asking: boolean;
  error: unknown;
  cancel: () => void;
  again: () => void;
}

const typingPauseMs = 120;

/**
 * Asks while somebody types: what is asked next breaks off what is being asked, here and on the server. Undefined asks
 * nothing.
 */
export function useAsked<E extends Endpoint>(endpoint: E, input: CallOf<E> | undefined): Asked<OutputOf<E>> {
  const [state, setState] = useState<{ data?: OutputOf<E>; of?: string; asking: boolean; error?: unknown }>({
    asking: false,
  });
  const [turn, setTurn] = useState(0);
  const aborting = useRef<AbortController>(undefined);
  const question = input === undefined ? undefined : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is the input as text; a turn asks it again
  useEffect(() => {
    if (question === undefined) {
      setState({ asking: false });
      return undefined;
    }
    const abort = new AbortController();
    aborting.current = abort;
    setState((before) => ({ ...before, asking: true, error: undefined }));
    const timer = setTimeout(async () => {
      try {
        const data = await call(endpoint, JSON.parse(question) as CallOf<E>, { signal: abort.signal });
        if (!abort.signal.aborted) setState({ data, of: question, asking: false });
      } catch (error) {
        if (!abort.signal.aborted) setState((before) => ({ ...before, asking: false, error }));
      }
    }, typingPauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [endpoint, question, turn]);
  const cancel = useCallback(() => {
    aborting.current?.abort();
    setState((before) => ({ ...before, asking: false }));
  }, []);
  return {
    data: state.data,
    fresh: state.of === question && question !== undefined,
    asking: state.asking,
    error: state.error,
    cancel,
    again: () => setTurn(turn + 1),
  };
}
