import { useEffect } from 'react';
import { visitsContract } from '#admin/visits/visits.contract.ts';
import { call } from '#platform/ui/client.ts';

const everyMs = 5 * 60_000;

/** Notes that the reader is here, when they do something: a page left open on a desk is nobody's visit. */
export function useNoteVisit(): void {
  useEffect(() => {
    let noted = 0;
    const note = () => {
      if (Date.now() - noted < everyMs) return;
      noted = Date.now();
      // The next click tries again; nothing else hangs on it.
      void call(visitsContract.endpoints.noteVisit, {}).catch(() => {});
    };
    note();
    const signs = ['pointerdown', 'keydown'] as const;
    for (const sign of signs) addEventListener(sign, note, { passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, note);
    };
  }, []);
}
