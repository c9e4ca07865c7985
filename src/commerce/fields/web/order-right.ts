import { isWithinRight } from '#platform/access/field-rights.contract.ts';
import { type Session, useSession } from '#platform/ui/session.tsx';
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

/** What keeps somebody from writing orders; each has amounts. The server decides whose. */
export function keptFromOrders({
  permissions,
  reaches,
  fields,
}: Pick<Session, 'permissions' | 'reaches' | 'fields'>): 'permission' | 'reach' | 'amounts' | undefined {
  if (!permissions.includes('commerce.write')) return 'permission';
  if (reaches.orders.change === 'none') return 'reach';
  return rightToOrderField(fields.orders, 'amountMinor') === 'write' ? undefined : 'amounts';
}

/** Whether the person may write orders of somebody. */
export function useMayOrder(): boolean {
  return keptFromOrders(useSession()) === undefined;
}
