import { isWithinRight } from '#platform/access/field-rights.contract.ts';
import { useMay, useSession } from '#platform/ui/session.tsx';
import { type OrderField, rightToOrderField } from '../order-fields.contract.ts';

/** What the person may do with single fields of orders; the server keeps them from the rest in any case. */
export function useOrderRights() {
  const { orders } = useSession().fields;
  return {
    /** Whether there is anything to show of it, be it a mask. */
    sees: (field: OrderField) => rightToOrderField(orders, field) !== 'hidden',
    /** Whether it is shown as it is, so that lists may be sorted and filtered by it. */
    reads: (field: OrderField) => isWithinRight('read', rightToOrderField(orders, field)),
    writes: (field: OrderField) => rightToOrderField(orders, field) === 'write',
  };
}

/** Whether the person may write orders of somebody: each has amounts. The server decides whose. */
export function useMayOrder(): boolean {
  const may = useMay();
  const { orders } = useSession().reaches;
  const { writes } = useOrderRights();
  return may('commerce.write') && orders.change !== 'none' && writes('amountMinor');
}
