import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';

/** The slot `customer.actions`: an order for this customer. */
export function Panel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('commerce');
  return (
    <ButtonLink tone="main" icon={Plus} to="/orders" search={{ new: '1', for: customerId }}>
      {t('orders.new')}
    </ButtonLink>
  );
}
