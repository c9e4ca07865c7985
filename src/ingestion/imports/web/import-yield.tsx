import { useTranslation } from 'react-i18next';
import { countEndpoint } from '#commerce/public.web.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ImportDetail } from '../imports.contract.ts';
import { isActive, isOpen } from './sums.ts';

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
        to={isOpen(row) ? '/customers' : undefined}
        search={{ metByImport: row.id }}
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
  const final = (value: number | undefined) =>
    isActive(row) || value === undefined ? '–' : format.number(value);
  const open = isOpen(row);
  const guests = useEndpoint(countEndpoint, { importId: row.id, guests: true }, { enabled: open });
  return (
    <Figures>
      <Figure
        size="small"
        label={t('yield.orders')}
        value={final(row.orders)}
        note={t('yield.ordersNote')}
        to={open ? '/orders' : undefined}
        search={{ importId: row.id }}
      />
      <Figure
        size="small"
        label={t('yield.cancellations')}
        value={final(row.cancellations)}
        note={t('yield.cancellationsNote')}
        to={open ? '/orders' : undefined}
        search={{ importId: row.id, kind: 'cancellation' }}
      />
      <Figure
        size="small"
        label={t('yield.orderLines')}
        value={format.number(row.orderLines)}
        note={t('yield.orderLinesNote')}
      />
      <Figure
        size="small"
        label={t('yield.guestOrders')}
        value={final(guests.data?.count)}
        note={t('yield.guestOrdersNote', { count: row.guestLines, shown: format.number(row.guestLines) })}
        to={open ? '/orders' : undefined}
        search={{ importId: row.id, guests: 'true' }}
      />
      <Figure
        size="small"
        label={t('yield.customers')}
        value={final(row.customers)}
        note={t('yield.customersNote')}
        to={open ? '/customers' : undefined}
        search={{ metByImport: row.id }}
      />
    </Figures>
  );
}
