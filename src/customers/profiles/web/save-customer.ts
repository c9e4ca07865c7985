import { useTranslation } from 'react-i18next';
import { problemText } from '#platform/ui/problem.ts';
import { useSaveField } from '#platform/ui/save-field.ts';
import { toast } from '#platform/ui/toast.tsx';
import { originsContract } from '../../origins/origins.contract.ts';
import type { CustomerEdit } from '../customer-edit.contract.ts';
import { type CustomerDetail, profilesContract } from '../profiles.contract.ts';

const { get, update, list, count, facets } = profilesContract.endpoints;

type PlainField = Exclude<keyof CustomerEdit, 'customFields'>;

/** Saves one field of a customer as it is typed; empty text clears it. */
export function useSaveCustomer(customer: CustomerDetail) {
  const save = useSaveField({
    get,
    update,
    record: customer,
    refreshes: [list, count, facets, originsContract.endpoints.origins],
  });
  return (field: PlainField, value: string) => save(field, value || null);
}

/** Takes over what another record says as the value set by hand; the toast brings the former one back. */
export function useTakeOver(customer: CustomerDetail) {
  const { t } = useTranslation('customers');
  const save = useSaveCustomer(customer);
  const write = async (field: PlainField, value: string, undoTo?: string): Promise<void> => {
    try {
      await save(field, value);
      toast({
        key: 'take-over',
        title: t(undoTo === undefined ? 'origin.undone' : 'origin.used', { label: t(`field.${field}`) }),
        action:
          undoTo === undefined ? undefined : { label: t('bin.undo'), run: () => void write(field, undoTo) },
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('origin.failed'), note: problemText(error) });
    }
  };
  return (field: PlainField, value: string) => write(field, value, customer[field] ?? '');
}
