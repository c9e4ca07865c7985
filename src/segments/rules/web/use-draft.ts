import { useCallback, useMemo, useReducer } from 'react';
import type { DraftGroup } from './draft.ts';

interface History {
  past: DraftGroup[];
  present: DraftGroup;
  future: DraftGroup[];
  /** What was changed last, so that letters typed one after the other are one step. */
  last: string | undefined;
}

type Act =
  | { do: 'change'; change: (draft: DraftGroup) => DraftGroup; what: string | undefined }
  | { do: 'undo' }
  | { do: 'redo' };

const mostSteps = 200;

/** A draft with its past: every change can be taken back and done again, that which was kept from before too. */
export function useDraft(first: DraftGroup, kept?: DraftGroup) {
  const [history, act] = useReducer(next, undefined, () => ({
    past: kept ? [first] : [],
    present: kept ?? first,
    future: [],
    last: undefined,
  }));
  /** Changes with the same `what` in a row are one step. */
  const change = useCallback(
    (make: (draft: DraftGroup) => DraftGroup, what?: string) => act({ do: 'change', change: make, what }),
    [],
  );
  return useMemo(
    () => ({
      draft: history.present,
      change,
      undo: history.past.length > 0 ? () => act({ do: 'undo' }) : undefined,
      redo: history.future.length > 0 ? () => act({ do: 'redo' }) : undefined,
    }),
    [history, change],
  );
}

export function next(history: History, act: Act): History {
  const { past, present, future } = history;
  if (act.do === 'undo') {
    const before = past.at(-1);
    if (!before) return history;
    return { past: past.slice(0, -1), present: before, future: [present, ...future], last: undefined };
  }
  if (act.do === 'redo') {
    const [after, ...rest] = future;
    if (!after) return history;
    return { past: [...past, present], present: after, future: rest, last: undefined };
  }
  const changed = act.change(present);
  if (changed === present) return history;
  const isSameStep = act.what !== undefined && act.what === history.last;
  return {
    past: isSameStep ? past : [...past, present].slice(-mostSteps),
    present: changed,
    future: [],
    last: act.what,
  };
}
