import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { workKey } from '#platform/ui/endpoint-hooks.ts';
import type { WorkDefinition, WorkItem } from '#platform/ui/page.ts';
import { useMay } from '#platform/ui/session.tsx';

const WorkContext = createContext<WorkDefinition[]>([]);

export function WorkProvider({ work, children }: { work: WorkDefinition[]; children: ReactNode }) {
  return <WorkContext.Provider value={work}>{children}</WorkContext.Provider>;
}

const activeMs = 1_500;
const idleMs = 30_000;

export const tones = {
  waiting: 'info',
  running: 'info',
  done: 'good',
  failed: 'danger',
  cancelled: 'neutral',
} as const;

export const isActive = (item: WorkItem) => item.state === 'running' || item.state === 'waiting';
export const shareOf = (item: WorkItem) => (item.total ? item.done / item.total : 0);

/** The background work that this person may see: what runs, and what ended within `withinMs`. */
export function useWork(withinMs: number) {
  const may = useMay();
  const work = useContext(WorkContext);
  const { data, error, refetch } = useQuery({
    queryKey: [...workKey, withinMs],
    queryFn: async ({ signal }) => {
      const sources = await Promise.all(work.filter((each) => may(each.needs)).map((each) => each.load()));
      return (await Promise.all(sources.map((source) => source.readWork(signal, withinMs)))).flat();
    },
    refetchInterval: (query) => (query.state.data?.some(isActive) ? activeMs : idleMs),
    enabled: work.length > 0,
  });
  return { items: data, error, refetch };
}
