import { useEffect, useState } from 'react';
import { call } from '#platform/ui/client.ts';
import type { ImportDetail } from '../imports.contract.ts';
import { type Rehearsal, rehearsalContract } from '../rehearsal.contract.ts';

export interface Rehearsing {
  rehearsal: Rehearsal | undefined;
  /** A newer one is under way. */
  busy: boolean;
  error: unknown;
  again: () => void;
}

const pauseMs = 400;

/** Tries the draft out whenever it has changed, after the changes are stored. */
export function useRehearsal(
  draft: ImportDetail,
  settled: () => Promise<void>,
  enabled: boolean,
): Rehearsing {
  const [rehearsal, setRehearsal] = useState<Rehearsal>();
  const [busy, setBusy] = useState(enabled);
  const [error, setError] = useState<unknown>();
  const [round, setRound] = useState(0);
  const { id } = draft;
  const setUp = JSON.stringify([draft.dialect, draft.mapping, draft.options]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: tried out again when the set-up changes or somebody asks
  useEffect(() => {
    if (!enabled) return undefined;
    const abort = new AbortController();
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        await settled();
        const answer = await call(rehearsalContract.endpoints.rehearse, { id }, { signal: abort.signal });
        setRehearsal(answer);
        setError(undefined);
        setBusy(false);
      } catch (failure) {
        if (abort.signal.aborted) return;
        setError(failure);
        setBusy(false);
      }
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [id, setUp, enabled, round]);
  return { rehearsal, busy, error, again: () => setRound(round + 1) };
}
