import { useSession } from '#platform/ui/session.tsx';

/** Whether somebody may change all customers, as what concerns all at once needs. */
export function useMayChangeAll(): boolean {
  const { change, unassigned } = useSession().reaches.customers;
  return change === 'all' && unassigned;
}
