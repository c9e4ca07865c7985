import { isWithinRight } from '#platform/access/field-rights.contract.ts';
import { useSession } from '#platform/ui/session.tsx';
import { rightToField } from '../customer-fields.contract.ts';

/** What the person may do with single fields of customers; the server keeps them from the rest in any case. */
export function useFieldRights() {
  const { customers } = useSession().fields;
  return {
    /** Whether there is anything to show of it, be it a mask. */
    sees: (field: string) => rightToField(customers, field) !== 'hidden',
    /** Whether it is shown as it is, so that lists may be sorted and filtered by it. */
    reads: (field: string) => isWithinRight('read', rightToField(customers, field)),
    writes: (field: string) => rightToField(customers, field) === 'write',
  };
}
