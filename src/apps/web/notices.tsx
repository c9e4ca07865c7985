import { CatchBoundary } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useSlot } from '#platform/ui/slots.tsx';

/** What holds for the whole installation and somebody must know on every page; mostly nothing. */
export function Notices() {
  return useSlot('shell.notices').map(({ key, Panel }) => (
    <CatchBoundary key={key} getResetKey={() => key} errorComponent={Nothing}>
      <Suspense fallback={null}>
        <Panel />
      </Suspense>
    </CatchBoundary>
  ));
}

function Nothing() {
  return null;
}
