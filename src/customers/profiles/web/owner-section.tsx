import { useTranslation } from 'react-i18next';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { HistoryButton } from '../../history/web/value-history.tsx';
import type { CustomerDetail } from '../profiles.contract.ts';
import { nobody, useNewOwners } from './owner-choices.ts';
import { useSaveCustomer } from './save-customer.ts';

/** Who looks after the customer, chosen where it stands. */
export function OwnerSection({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const nameOf = useColleagueName();
  const options = useNewOwners();
  const save = useSaveCustomer(customer);
  const may = useMay();
  const { writes } = useFieldRights();
  const { ownerId, mayChange, binnedAt } = customer;
  return (
    <Section
      title={t('field.ownerId')}
      actions={<HistoryButton customerId={customer.id} field="ownerId" label={t('field.ownerId')} />}
      note={may('customers.write') && !mayChange ? t('record.seenOnlyNote') : undefined}
    >
      <InlineEdit
        kind="combobox"
        label={t('field.ownerId')}
        value={ownerId ?? nobody}
        options={options}
        readOnly={!mayChange || binnedAt !== null || !writes('ownerId')}
        onSave={(value) => save('ownerId', value === nobody ? '' : value)}
      >
        {ownerId ? nameOf(ownerId) : t('owner.nobody')}
      </InlineEdit>
    </Section>
  );
}
