import { useRef, useState } from 'react';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import type { ImportOptions } from '../import-options.contract.ts';
import { importsContract } from '../imports.contract.ts';
import type { Dialect, Mapping } from '../reading/reading.contract.ts';

const { edit, get, list } = importsContract.endpoints;

export interface DraftChange {
  dialect?: Dialect;
  mapping?: Mapping;
  options?: ImportOptions;
}

export interface DraftKeeping {
  /** Shows a change at once and stores it with the draft, one change after the other. */
  keep: (change: DraftChange) => void;
  /** Resolves when everything that was changed is stored. */
  settled: () => Promise<void>;
  error: unknown;
}

/** JSON has no undefined: what a person takes back is told as null. */
function takingBack(options: ImportOptions) {
  return Object.fromEntries(Object.entries(options).map(([key, value]) => [key, value ?? null]));
}

/** Edits of a draft. Nothing waits for a save button, so closing the tab loses nothing. */
export function useDraft(id: string): DraftKeeping {
  const { patch, refresh } = useKeptAnswers();
  const last = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef(0);
  const [error, setError] = useState<unknown>();

  const store = async (change: DraftChange) => {
    try {
      const options = change.options && takingBack(change.options);
      const { alike } = await call(edit, { id, ...change, options });
      // Another format means other columns, so others are alike.
      patch(get, { id }, (before) => ({ ...before, alike }));
      setError(undefined);
      void refresh(list);
      // Later files of the batch follow its source.
      if (change.options && waiting.current === 1) void refresh(get);
    } catch (failure) {
      setError(failure);
      await refresh(get);
    } finally {
      waiting.current -= 1;
    }
  };

  return {
    keep: (change) => {
      patch(get, { id }, (before) => ({
        ...before,
        ...change,
        options: { ...before.options, ...change.options },
      }));
      waiting.current += 1;
      last.current = last.current.then(() => store(change));
    },
    settled: () => last.current,
    error,
  };
}
