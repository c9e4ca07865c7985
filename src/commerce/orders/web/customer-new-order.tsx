import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useMayOrder } from '../../fields/web/order-right.ts';

/** The slot `customer.actions`: an order for this customer; nothing for whom no order may be written by. */
export function Panel({ customerId }: { customerId: string }) {
  const { t } = useTranslation('commerce');
  if (!useMayOrder()) return null;
  return (
    <ButtonLink tone="main" icon={Plus} to="/orders" search={{ new: '1', for: customerId }}>
      {t('orders.new')}
    </ButtonLink>
  );
}
