import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { majorOf } from '#platform/ui/format.ts';
import { Link, type LinkTarget } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Skeleton } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { productsContract } from '../products.contract.ts';
import { axisOf, filledMonths } from './month-axis.ts';
import './products.css';

const { months } = productsContract.endpoints;
type Answer = OutputOf<typeof months>;
type Month = NonNullable<Answer['months']>[number];

/** What a product sold month by month, as bars from zero; the table with the same figures lies behind. */
export function MonthlySales({ productId, most = 24 }: { productId: string; most?: number }) {
  const { t } = useTranslation('commerce');
  const [asTable, setAsTable] = useState(false);
  const { data, error, refetch, isPlaceholderData } = useEndpoint(months, { id: productId });
  if (error && !data) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data || isPlaceholderData) return <Skeleton width="100%" height={160} />;
  if (!data.months || data.months.length === 0) return <p className="pn-soft">{t('months.none')}</p>;
  const shown = filledMonths(data.months, most);
  return (
    <div className="pr-chart">
      {asTable ? (
        <MonthTable productId={productId} months={shown} currency={data.baseCurrency} />
      ) : (
        <Bars productId={productId} months={shown} currency={data.baseCurrency} />
      )}
      <Button size="small" tone="quiet" onClick={() => setAsTable(!asTable)}>
        {t(asTable ? 'months.asBars' : 'months.asTable')}
      </Button>
    </div>
  );
}

interface MonthsProps {
  productId: string;
  months: Month[];
  currency: string;
}

function doorOf(productId: string, month: string): LinkTarget {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  return { to: '/orders', search: { product: productId, ordered: `${month}-01..${last}` } };
}

function Bars({ productId, months: shown, currency }: MonthsProps) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  const values = shown.map(({ revenueMinor }) => Number(revenueMinor));
  const axis = axisOf(values);
  const share = (value: number) => `${(Math.abs(value) / (axis.top - axis.bottom)) * 100}%`;
  const zero = `${(-axis.bottom / (axis.top - axis.bottom)) * 100}%`;
  const every = shown.length <= 12 ? 3 : Math.ceil(shown.length / 8);
  return (
    <figure className="pr-bars" aria-label={t('months.title')}>
      <div className="pr-plot">
        {axis.lines.map((line) => (
          <span
            key={line}
            className="pr-line"
            data-zero={line === 0 || undefined}
            style={{ bottom: `calc(${zero} + ${line >= 0 ? share(line) : `-${share(line)}`})` }}
          >
            <span>{format.compact(Number(majorText(line, currency)))}</span>
          </span>
        ))}
        <ol className="pr-columns">
          {shown.map((month) => {
            const value = Number(month.revenueMinor);
            const words = t('months.bar', {
              month: format.month(month.month),
              amount: format.money({ amountMinor: month.revenueMinor, currency }),
              quantity: format.number(month.quantity),
            });
            return (
              <li key={month.month}>
                <Link
                  bare
                  {...doorOf(productId, month.month)}
                  className="pr-column"
                  aria-label={words}
                  data-title={words}
                >
                  <span
                    className="pr-bar"
                    data-back={value < 0 || undefined}
                    style={{
                      height: share(value),
                      bottom: value >= 0 ? zero : `calc(${zero} - ${share(value)})`,
                    }}
                  />
                </Link>
              </li>
            );
          })}
        </ol>
      </div>
      <div className="pr-months" aria-hidden>
        {shown.map((month, index) => (
          <span key={month.month}>
            {(shown.length - 1 - index) % every === 0 ? (
              <span>{monthMark(month.month, format.language)}</span>
            ) : null}
          </span>
        ))}
      </div>
      <figcaption className="pn-faint">{t('months.caption', { currency })}</figcaption>
    </figure>
  );
}

function MonthTable({ productId, months: shown, currency }: MonthsProps) {
  const { t } = useTranslation('commerce');
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keys
    <div className="pr-table pn-scroll" tabIndex={0} role="region" aria-label={t('months.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('months.month')}</th>
            <th scope="col">{t('months.documents')}</th>
            <th scope="col">{t('field.quantity')}</th>
            <th scope="col">{t('field.revenue')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.toReversed().map((month) => (
            <tr key={month.month}>
              <th scope="row">
                <Link ink {...doorOf(productId, month.month)}>
                  {format.month(month.month)}
                </Link>
              </th>
              <td>{format.number(month.documents)}</td>
              <td>{format.number(month.quantity)}</td>
              <td>{format.money({ amountMinor: month.revenueMinor, currency })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function monthMark(month: string, language: string): string {
  const [year, number] = month.split('-');
  return language === 'zh' ? `${year?.slice(2)}年${Number(number)}月` : `${number}/${year?.slice(2)}`;
}

function majorText(minor: number, currency: string): string {
  return majorOf({ amountMinor: Math.round(minor), currency });
}
