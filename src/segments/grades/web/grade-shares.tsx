import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '#platform/ui/chart.tsx';
import type { ChartOption } from '#platform/ui/chart-option.ts';
import type { ChartTheme } from '#platform/ui/chart-theme.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { GradesOverview } from '../grades.contract.ts';

/** Which share of the customers each grade has, and beside it which share of what they spent. */
export function GradeShares({ overview }: { overview: GradesOverview }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const go = useGo();
  const { grades, customers } = overview;
  const spent = grades.reduce((total, { spendMinor }) => total + Math.max(0, Number(spendMinor ?? 0)), 0);
  const seesSpend = grades.every(({ spendMinor }) => spendMinor !== null) && spent > 0;
  const rows = useMemo(
    () =>
      grades.map(({ key, name, customers: count, spendMinor }) => ({
        ...{ key, name: name[format.language], count, spendMinor },
        ofCustomers: count / customers,
        ofSpend: Math.max(0, Number(spendMinor ?? 0)) / (spent || 1),
      })),
    [grades, customers, spent, format.language],
  );
  const option = useCallback(
    (theme: ChartTheme): ChartOption => ({
      grid: { left: 0, right: 48, top: 28, bottom: 4, containLabel: true },
      legend: {
        show: seesSpend,
        left: 0,
        top: 0,
        itemWidth: 10,
        itemHeight: 10,
        textStyle: { color: theme.ink },
      },
      xAxis: { type: 'value', max: 1, show: false },
      yAxis: {
        ...{ type: 'category', inverse: true, data: rows.map(({ name }) => name) },
        ...{ axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: theme.ink } },
      },
      series: [
        bars(
          t('grades.ofCustomers'),
          theme.green,
          rows.map(({ ofCustomers }) => ofCustomers),
        ),
        ...(seesSpend
          ? [
              bars(
                t('grades.ofSpend'),
                theme.amber,
                rows.map(({ ofSpend }) => ofSpend),
              ),
            ]
          : []),
      ].map((series) => ({
        ...series,
        label: {
          ...{ show: true, position: 'right' as const, color: theme.inkSoft },
          formatter: ({ value }: { value?: unknown }) => format.percent(Number(value)),
        },
      })),
    }),
    [rows, seesSpend, t, format],
  );
  return (
    <Section
      title={t('grades.shares')}
      note={t(seesSpend ? 'grades.sharesNote' : 'grades.sharesOfCustomers')}
    >
      <Chart
        label={t('grades.shares')}
        height={48 + rows.length * 64}
        option={option}
        onPick={(picked) => {
          const found = rows.find(({ name }) => name === picked);
          if (found) go('/segments/grades/customers', { grade: found.key });
        }}
        table={{
          head: [
            t('grades.gradeHead'),
            t('rfm.customersHead'),
            t('grades.ofCustomers'),
            ...(seesSpend ? [t('rfm.spent'), t('grades.ofSpend')] : []),
          ],
          rows: rows.map(({ key, name, count, spendMinor, ofCustomers, ofSpend }) => ({
            key,
            cells: [
              { text: name, target: { to: '/segments/grades/customers', search: { grade: key } } },
              format.number(count),
              format.percent(ofCustomers),
              ...(seesSpend
                ? [format.money({ amountMinor: spendMinor ?? '0', currency }), format.percent(ofSpend)]
                : []),
            ],
          })),
        }}
      />
    </Section>
  );
}

function bars(name: string, color: string, data: number[]) {
  return { type: 'bar' as const, name, data, itemStyle: { color }, barMaxWidth: 18 };
}
