import { CatchBoundary } from '@tanstack/react-router';
import {
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useMemo,
} from 'react';
import type { SlotEntry } from './page.ts';
import { useMay } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import { ErrorState } from './state-view.tsx';

const SlotsContext = createContext<SlotEntry[]>([]);

export function SlotsProvider({ entries, children }: { entries: SlotEntry[]; children: ReactNode }) {
  return <SlotsContext.Provider value={entries}>{children}</SlotsContext.Provider>;
}

/**
 * The parts that other domains put into a place of this page, in order; one that fails leaves the rest standing.
 * `only` draws the part with this key.
 */
export function Slot({ name, props, only }: { name: string; props: Record<string, unknown>; only?: string }) {
  const parts = useSlot(name).filter(({ key }) => !only || key === only);
  return parts.map(({ key, Panel }) => (
    <CatchBoundary key={key} getResetKey={() => key} errorComponent={PanelError}>
      <Suspense fallback={<SkeletonLines lines={4} />}>
        <Panel {...props} />
      </Suspense>
    </CatchBoundary>
  ));
}

/** The entries of a slot with their parts ready to draw, for pages that set them out themselves. */
export function useSlot(name: string) {
  const entries = useContext(SlotsContext);
  const may = useMay();
  const parts = useMemo(
    () =>
      entries
        .filter((entry) => entry.slot === name)
        .toSorted((one, other) => one.order - other.order)
        .map((entry) => ({ ...entry, Panel: lazyPart(entry) })),
    [entries, name],
  );
  return parts.filter((entry) => may(entry.needs));
}

const parts = new WeakMap<SlotEntry, ReturnType<typeof lazy>>();

function lazyPart(entry: SlotEntry) {
  const known = parts.get(entry) ?? lazy(async () => ({ default: (await entry.load()).Panel }));
  parts.set(entry, known);
  return known as ComponentType<Record<string, unknown>>;
}

function PanelError({ error, reset }: { error: unknown; reset: () => void }) {
  return <ErrorState inset error={error} onRetry={reset} />;
}
