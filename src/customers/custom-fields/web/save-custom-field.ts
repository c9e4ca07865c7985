import { useSaveField } from '#platform/ui/save-field.ts';
import { originsContract } from '../../origins/origins.contract.ts';
import { type CustomerDetail, profilesContract } from '../../profiles/profiles.contract.ts';
import { customFieldsContract } from '../custom-fields.contract.ts';
import type { CustomValue } from '../custom-value.contract.ts';

const { get, update, list, count } = profilesContract.endpoints;

/** Saves one custom field of a customer by its key; null clears it. */
export function useSaveCustomField(customer: CustomerDetail) {
  const save = useSaveField({
    get,
    update,
    record: customer,
    refreshes: [
      list,
      count,
      originsContract.endpoints.origins,
      customFieldsContract.endpoints.countCustomValues,
    ],
  });
  return (key: string, value: CustomValue | null) => save(`customFields.${key}`, value);
}
