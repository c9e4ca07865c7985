import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ChangeEntry,
  CustomerLink,
  useCustomerName,
  useCustomFieldName,
  useCustomFields,
  useValueText,
} from '#customers/public.web.ts';
import { Button } from '#platform/ui/button.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { orderHistoryContract } from '../history.contract.ts';
import './order-history.css';

const { history } = orderHistoryContract.endpoints;

/** What the values of an order were before, the newest first; nothing where nothing changed. */
export function OrderHistory({ orderId }: { orderId: string }) {
  const { t } = useTranslation('commerce');
  const { fieldName, text } = useOrderWords();
  const { rows, hasMore, loadingMore, loadMore, error, retry, stale } = useEndpointPages(history, {
    id: orderId,
    limit: 10,
  });
  if (!rows || stale || rows.length === 0)
    return error && !rows ? (
      <Section title={t('order.changes')}>
        <ErrorState inset error={error} onRetry={retry} />
      </Section>
    ) : null;
  return (
    <Section title={t('order.changes')}>
      <ul className="oh-list">
        {rows.map((change) => (
          <ChangeEntry
            key={change.id}
            change={change}
            heading={fieldName(change.field)}
            text={(value) => text(change.field, value)}
          />
        ))}
      </ul>
      {hasMore ? (
        <Button size="small" busy={loadingMore} onClick={loadMore}>
          {t('order.moreChanges')}
        </Button>
      ) : null}
    </Section>
  );
}

function CustomerOfOrder({ customerId }: { customerId: string }) {
  const name = useCustomerName(customerId);
  return name === undefined ? '…' : <CustomerLink customerId={customerId}>{name}</CustomerLink>;
}

/** How people call a field of orders, and how its values read. */
function useOrderWords() {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { items } = useCustomFields('order');
  const customName = useCustomFieldName();
  const valueText = useValueText();
  return {
    fieldName: (field: string) => (field.startsWith('field.') ? customName(field) : t(`field.${field}`)),
    text(field: string, value: Parameters<typeof valueText>[1]): ReactNode {
      const custom = items.find(({ key }) => `field.${key}` === field);
      if (custom) return valueText(custom, value);
      if (field === 'customerId') return <CustomerOfOrder customerId={String(value)} />;
      if (field === 'orderedAt') return format.dateTime(String(value));
      return field === 'kind' ? t(`kind.${value}`) : String(value);
    },
  };
}
