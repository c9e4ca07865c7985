import { useMay, useSession } from '#platform/ui/session.tsx';
import type { MappedColumn } from '../reading/reading.contract.ts';
import { mayFill, writtenField } from '../reading/written-field.contract.ts';

/** Whether the person may have a column of a file read into a field; the server refuses in any case. */
export function useMayFill(): (column: Pick<MappedColumn, 'field' | 'customField' | 'name'>) => boolean {
  const may = useMay();
  const { fields } = useSession();
  return (column) =>
    (column.field !== 'customer.resident_id' || may('customers.sensitive')) &&
    mayFill((kind) => fields[kind], writtenField(column));
}
