import { useSaveField } from '#platform/ui/save-field.ts';
import type { CustomerEdit } from '../customer-edit.contract.ts';
import { type CustomerDetail, profilesContract } from '../profiles.contract.ts';

const { get, update, list, count, facets } = profilesContract.endpoints;

/** Saves one field of a customer as it is typed; empty text clears it. */
export function useSaveCustomer(customer: CustomerDetail) {
  const save = useSaveField({ get, update, record: customer, refreshes: [list, count, facets] });
  return (field: keyof CustomerEdit, value: string) => save(field, value || null);
}
