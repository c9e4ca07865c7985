import { useSession } from '#platform/ui/session.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';

/** Whether the reader gets figures of products: they add up amounts and times of everybody's orders. */
export function useSeesFigures(): boolean {
  const { see, unassigned } = useSession().reaches.orders;
  const { reads } = useOrderRights();
  return see === 'all' && unassigned && reads('amountMinor') && reads('orderedAt');
}
