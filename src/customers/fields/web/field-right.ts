import { isWithinRight, type KindWithFields } from '#platform/access/field-rights.contract.ts';
import { useSession } from '#platform/ui/session.tsx';
import { rightToField } from '../customer-fields.contract.ts';

/**
 * What the person may do with single fields of customers, or with custom fields of another kind of record; the server keeps
 * them from the rest in any case.
 */
export function useFieldRights(kind: KindWithFields = 'customers') {
  const rights = useSession().fields[kind];
  return {
    /** Whether there is anything to show of it, be it a mask. */
    sees: (field: string) => rightToField(rights, field) !== 'hidden',
    /** Whether it is shown as it is, so that lists may be sorted and filtered by it. */
    reads: (field: string) => isWithinRight('read', rightToField(rights, field)),
    writes: (field: string) => rightToField(rights, field) === 'write',
  };
}
