import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerLink, FieldSections } from '#customers/public.web.ts';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { Link } from '#platform/ui/link.tsx';
import { instantOf, localOf } from '#platform/ui/local-time.ts';
import { type Fact, Facts, Section } from '#platform/ui/page-header.tsx';
import { useSaveField } from '#platform/ui/save-field.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useOrderRights } from '../../fields/web/order-right.ts';
import { orderHistoryContract } from '../../history/history.contract.ts';
import { type Order, ordersContract } from '../orders.contract.ts';

const { get, update, list, count, facets, summary } = ordersContract.endpoints;
const { history } = orderHistoryContract.endpoints;

/** The head of a document; what people get wrong can be put right here, numbers and lines stay as they are. */
export function OrderFacts({ order, readOnly }: { order: Order; readOnly: boolean }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const save = useSaveField({
    get,
    update,
    record: order,
    refreshes: [list, count, facets, summary, history],
  });
  const { timeZone } = format;
  const { sees, writes } = useOrderRights();
  const { orderedAt } = order;
  const local = useMemo(() => (orderedAt ? localOf(orderedAt, timeZone) : ''), [orderedAt, timeZone]);
  const text = (field: 'store' | 'channel' | 'brand' | 'seller'): Fact[] =>
    sees(field)
      ? [
          {
            key: field,
            label: t(`field.${field}`),
            value: (
              <InlineEdit
                label={t(`field.${field}`)}
                value={order[field] ?? ''}
                readOnly={readOnly || !writes(field)}
                onSave={(value) => save(field, value || null)}
              />
            ),
          },
        ]
      : [];
  const placed: Fact[] = orderedAt
    ? [
        {
          key: 'orderedAt',
          label: t('field.orderedAt'),
          value: (
            <InlineEdit
              label={t('field.orderedAt')}
              kind="datetime-local"
              value={local}
              readOnly={readOnly || !writes('orderedAt')}
              onSave={(value) => save('orderedAt', instantOf(value || local, timeZone))}
            >
              {format.dateTime(orderedAt)}
            </InlineEdit>
          ),
        },
      ]
    : [];
  return (
    <>
      <Section title={t('order.facts')}>
        <Facts
          items={[
            {
              key: 'customer',
              label: t('field.customer'),
              value: order.customerId ? (
                <CustomerLink plain customerId={order.customerId}>
                  {order.customerName ?? t('customer.unknown')}
                </CustomerLink>
              ) : (
                <>
                  {t('customer.guest')}
                  <span className="pn-faint or-note">{t('customer.guestNote')}</span>
                </>
              ),
            },
            ...placed,
            ...(['store', 'channel', 'brand', 'seller'] as const).flatMap(text),
            {
              key: 'currency',
              label: t('field.currency'),
              value: `${format.nameOf('currency', order.currency)}${format.punctuation.open}${order.currency}${format.punctuation.close}`,
            },
          ]}
        />
      </Section>
      <FieldSections
        of="order"
        values={order.customFields}
        readOnly={readOnly}
        onSave={(key, value) => save(`customFields.${key}`, value)}
      />
      <Origin order={order} />
    </>
  );
}

function Origin({ order }: { order: Order }) {
  const { t } = useTranslation('commerce');
  return (
    <Section title={t('order.origin')}>
      <Facts
        items={[
          {
            key: 'source',
            label: t('field.source'),
            value: order.importId ? (
              <Link to={`/imports/${order.importId}`}>{t('order.fromImport')}</Link>
            ) : order.sourceId ? (
              t('order.fromImport')
            ) : (
              t('order.byHand')
            ),
          },
          ...(['createdAt', 'updatedAt'] as const).flatMap((key): Fact[] => {
            const at = order[key];
            return at ? [{ key, label: t(`field.${key}`), value: <Time value={at} as="dateTime" /> }] : [];
          }),
        ]}
      />
    </Section>
  );
}
