import { useTranslation } from 'react-i18next';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import { hasTold, isActive } from './sums.ts';

/** What the rows made: documents, lines, customers; doors to their lists. */
export function ImportYield({ row }: { row: ImportDetail }) {
  return row.kind === 'customers' || row.kind === 'activities' ? (
    <CustomerYield row={row} />
  ) : (
    <OrderYield row={row} />
  );
}

/** Customers that the file named, whom to look at twice, and how good what came is. */
function CustomerYield({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const search = { importId: row.id };
  return (
    <Figures>
      {row.kind === 'activities' ? (
        <Figure
          size="small"
          label={t('kind.activities')}
          value={format.number(row.created + row.updated + row.unchanged)}
          note={t('yield.orderLinesNote')}
        />
      ) : null}
      <Figure
        size="small"
        label={t('yield.customers')}
        value={isActive(row) ? '–' : format.number(row.customers)}
        note={t('yield.customersNote')}
        to={hasTold(row) ? '/customers' : undefined}
        search={search}
      />
      <Figure
        size="small"
        label={t('yield.cleaned')}
        value={format.number(row.cleaned)}
        note={t('yield.cleanedNote')}
      />
      <Figure
        size="small"
        label={t('yield.possibleDuplicates')}
        value={format.number(row.possibleDuplicates)}
        note={t('yield.possibleDuplicatesNote')}
        to={row.possibleDuplicates > 0 ? '/customers/duplicates' : undefined}
        search={search}
      />
      <Figure
        size="small"
        label={t('yield.quality')}
        value={t('yield.qualityGo')}
        note={t('yield.qualityNote')}
        to="/customers/quality"
        search={search}
      />
    </Figures>
  );
}

function OrderYield({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  // Documents and customers are counted when the last row is in.
  const final = (value: number) => (isActive(row) ? '–' : format.number(value));
  return (
    <Figures>
      <Figure
        size="small"
        label={t('yield.orders')}
        value={final(row.orders)}
        note={t('yield.ordersNote')}
        to="/orders"
      />
      <Figure
        size="small"
        label={t('yield.cancellations')}
        value={final(row.cancellations)}
        note={t('yield.cancellationsNote')}
        to="/orders"
        search={{ kind: 'cancellation' }}
      />
      <Figure
        size="small"
        label={t('yield.orderLines')}
        value={format.number(row.orderLines)}
        note={t('yield.orderLinesNote')}
      />
      <Figure
        size="small"
        label={t('yield.guestLines')}
        value={format.number(row.guestLines)}
        note={t('yield.guestLinesNote')}
        to="/orders"
        search={{ guests: 'true' }}
      />
      <Figure
        size="small"
        label={t('yield.customers')}
        value={final(row.customers)}
        note={t('yield.customersNote')}
        to="/customers"
      />
    </Figures>
  );
}
