import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallOf, Endpoint, OutputOf } from '#platform/http/contract.ts';
import { call } from '#platform/ui/client.ts';

export interface Asked<Output, About = undefined> {
  /** The last answer, until the next one comes. */
  data: Output | undefined;
  /** What was given along with the question that `data` answers. */
  about: About | undefined;
  /** The answer is to what is asked now. */
  fresh: boolean;
  asking: boolean;
  error: unknown;
  cancel: () => void;
  again: () => void;
}

interface Options<About> {
  /** Kept beside the answer, for whoever has to know what it was about. */
  about?: About;
  /** How long somebody must have typed nothing. */
  pauseMs?: number;
}

interface State<Output, About> {
  data?: Output;
  about?: About | undefined;
  /** The question that `data` answers. */
  of?: string;
  /** The question that was asked last. */
  asked?: string;
  asking: boolean;
  error?: unknown;
}

const typingPauseMs = 120;
/** For what is worked out on every customer. */
export const previewPauseMs = 500;

/**
 * Asks while somebody types: what is asked next breaks off what is being asked, here and on the server. Undefined asks
 * nothing.
 */
export function useAsked<E extends Endpoint, About = undefined>(
  endpoint: E,
  input: CallOf<E> | undefined,
  { about, pauseMs = typingPauseMs }: Options<About> = {},
): Asked<OutputOf<E>, About> {
  const [state, setState] = useState<State<OutputOf<E>, About>>({ asking: false });
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
    setState((before) => ({ ...before, asked: question, asking: true, error: undefined }));
    const timer = setTimeout(async () => {
      try {
        const data = await call(endpoint, JSON.parse(question) as CallOf<E>, { signal: abort.signal });
        if (!abort.signal.aborted) setState({ data, about, of: question, asked: question, asking: false });
      } catch (error) {
        if (!abort.signal.aborted) setState((before) => ({ ...before, asking: false, error }));
      }
    }, pauseMs);
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
    about: state.about,
    fresh: state.of === question && question !== undefined,
    asking: question !== undefined && (state.asking || state.asked !== question),
    error: state.error,
    cancel,
    again: () => setTurn(turn + 1),
  };
}
