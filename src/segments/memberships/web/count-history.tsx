import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { Chart } from '#platform/ui/chart.tsx';
import type { ChartDoor } from '#platform/ui/chart-doors.tsx';
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
/** Few where many moved on another day are there to be met all the same. */
const leastBar = 3;

type Way = 'entered' | 'left';
type Day = OutputOf<typeof membershipsContract.endpoints.countHistory>['items'][number];

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
        tooltip: { trigger: 'axis', valueFormatter: (value) => format.number(Math.abs(Number(value) || 0)) },
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
          axisLabel: {
            ...quietAxis(theme).axisLabel,
            formatter: (value: number) => format.number(Math.abs(value)),
          },
        })),
        series: [
          {
            name: t('list.members'),
            type: 'line',
            data: shown.map(({ members }) => members),
            cursor: 'default',
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
            data: shown.map(({ entered }) => entered || null),
            barMinHeight: leastBar,
            color: theme.slate,
            barMaxWidth: 14,
          },
          {
            name: t('moves.left'),
            type: 'bar',
            xAxisIndex: 1,
            yAxisIndex: 1,
            stack: 'moves',
            data: shown.map(({ left }) => -left || null),
            barMinHeight: leastBar,
            color: theme.amber,
            barMaxWidth: 14,
          },
        ],
      };
    },
    [items, format, t],
  );
  const moved = (way: Way, day: string, count: number) =>
    count > 0 && archivedAt === null
      ? { text: format.number(count), target: movedOn(id, way, day) }
      : format.number(count);
  const say = (way: Way, day: string, count: number) =>
    t(`history.${way}`, { day: format.date(day), shown: format.number(count) });
  if (error) return <p className="pn-soft">{problemText(error)}</p>;
  if (!items) return <Skeleton width="100%" height={height} />;
  return (
    <Chart
      label={t('history.label', { days: format.number(days) })}
      option={option}
      height={height}
      doors={archivedAt === null ? doorsOf(id, items, say) : []}
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

const ways = ['entered', 'left'] as const;

/** The bars of who came and went, of which each opens these customers. */
function doorsOf(
  id: string,
  days: readonly Day[],
  say: (way: Way, day: string, count: number) => string,
): ChartDoor[] {
  return days.flatMap((day, index) =>
    ways.flatMap((way, at) =>
      day[way] === 0
        ? []
        : { series: at + 1, index, label: say(way, day.day, day[way]), target: movedOn(id, way, day.day) },
    ),
  );
}
