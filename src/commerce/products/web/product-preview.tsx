import { useTranslation } from 'react-i18next';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import type { ProductRow } from '../products.contract.ts';
import { MonthlySales } from './monthly-sales.tsx';

/** A product at a glance: what it brought in, and how it has gone lately. */
export function ProductPreview({ row }: { row: ProductRow }) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const door = { to: '/orders', search: { product: row.id } };
  return (
    <div className="pr-preview">
      {row.revenueMinor === null ? null : (
        <Figures>
          <Figure
            size="small"
            label={t('field.revenue')}
            value={format.money({ amountMinor: row.revenueMinor, currency })}
            {...door}
          />
          <Figure size="small" label={t('field.sold')} value={format.number(row.quantity)} {...door} />
        </Figures>
      )}
      <Facts
        items={[
          { key: 'code', label: t('field.code'), value: <span className="pn-mono">{row.code}</span> },
          { key: 'category', label: t('field.category'), value: row.category },
          { key: 'brand', label: t('field.brand'), value: row.brand },
          {
            key: 'last',
            label: t('field.lastSold'),
            value: row.revenueMinor === null ? null : <Time value={row.lastSoldAt} />,
          },
        ].filter(({ value }) => value !== null)}
      />
      {row.revenueMinor === null ? (
        <p className="pn-soft">{t('product.figuresHidden')}</p>
      ) : (
        <Section title={t('months.title')}>
          <MonthlySales productId={row.id} most={12} />
        </Section>
      )}
    </div>
  );
}
