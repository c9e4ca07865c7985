import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '#platform/ui/chart.tsx';
import type { ChartOption } from '#platform/ui/chart-option.ts';
import { type ChartTheme, quietAxis } from '#platform/ui/chart-theme.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { Skeleton } from '#platform/ui/skeleton.tsx';
import type { Segment } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import { movedOn } from './customers-of-segment.ts';

const days = 90;
const height = 310;

/** How many were in a segment day by day, and how many came and went. */
export function CountHistory({ segment: { id, archivedAt } }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, error } = useEndpoint(membershipsContract.endpoints.countHistory, { id, days });
  const items = data?.items;
  const option = useCallback(
    (theme: ChartTheme): ChartOption => {
      const shown = items ?? [];
      return {
        tooltip: { trigger: 'axis', valueFormatter: (value) => format.number(Math.abs(Number(value))) },
        legend: {
          bottom: 0,
          textStyle: { color: theme.inkSoft },
          icon: 'roundRect',
          itemWidth: 10,
          itemHeight: 10,
        },
        // Few come and go where many are: beside their count they would not be seen.
        grid: [
          { left: 64, right: 16, top: 12, height: 150 },
          { left: 64, right: 16, top: 190, height: 60 },
        ],
        xAxis: [0, 1].map((gridIndex) => ({
          type: 'category' as const,
          gridIndex,
          data: shown.map(({ day }) => format.date(day)),
          ...quietAxis(theme),
          ...(gridIndex === 0 ? { axisLabel: { show: false } } : {}),
          splitLine: { show: false },
        })),
        yAxis: [0, 1].map((gridIndex) => ({
          type: 'value' as const,
          gridIndex,
          minInterval: 1,
          splitNumber: gridIndex === 0 ? 4 : 2,
          ...quietAxis(theme),
        })),
        series: [
          {
            name: t('list.members'),
            type: 'line',
            data: shown.map(({ members }) => members),
            showSymbol: shown.length < 3,
            symbolSize: 7,
            lineStyle: { width: 2 },
            color: theme.green,
          },
          {
            name: t('moves.came'),
            type: 'bar',
            xAxisIndex: 1,
            yAxisIndex: 1,
            stack: 'moves',
            data: shown.map(({ entered }) => entered),
            color: theme.slate,
            barMaxWidth: 14,
          },
          {
            name: t('moves.left'),
            type: 'bar',
            xAxisIndex: 1,
            yAxisIndex: 1,
            stack: 'moves',
            data: shown.map(({ left }) => -left),
            color: theme.amber,
            barMaxWidth: 14,
          },
        ],
      };
    },
    [items, format, t],
  );
  const moved = (way: 'entered' | 'left', day: string, count: number) =>
    count > 0 && archivedAt === null
      ? { text: format.number(count), target: movedOn(id, way, day) }
      : format.number(count);
  if (error) return <p className="pn-soft">{problemText(error)}</p>;
  if (!items) return <Skeleton width="100%" height={height} />;
  return (
    <Chart
      label={t('history.label', { days: format.number(days) })}
      option={option}
      height={height}
      table={{
        head: [t('history.day'), t('list.members'), t('moves.came'), t('moves.left')],
        rows: items.toReversed().map(({ day, members, entered, left }) => ({
          key: day,
          cells: [
            format.date(day, true),
            format.number(members),
            moved('entered', day, entered),
            moved('left', day, left),
          ],
        })),
      }}
    />
  );
}
