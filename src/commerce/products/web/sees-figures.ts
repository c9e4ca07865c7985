import { useSession } from '#platform/ui/session.tsx';

/** Whether the reader gets figures of products: they add up everybody's orders. */
export function useSeesFigures(): boolean {
  const { see, unassigned } = useSession().reaches.orders;
  return see === 'all' && unassigned;
}
