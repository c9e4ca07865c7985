import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '#platform/ui/chart.tsx';
import type { ChartOption } from '#platform/ui/chart-option.ts';
import type { ChartTheme } from '#platform/ui/chart-theme.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Skeleton } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { lifecycleContract } from '../lifecycle.contract.ts';
import { stage as everyStage, type Stage } from '../stages.contract.ts';

const periods = ['7', '30', '90', '365'];
const dayMs = 86_400_000;
const inOrder = [null, ...everyStage.options];

interface Flow {
  from: Stage | null;
  to: Stage | null;
  customers: number;
}

/** Stages when a period began on the left, when it ended on the right, and between them who went where. */
export function StageFlow() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const [days, setDays] = useState('30');
  const to = format.dayKey(new Date());
  // Days of the calendar: of a zone that changes its clocks some are not 24 hours long.
  const from = new Date(Date.parse(to) - (Number(days) - 1) * dayMs).toISOString().slice(0, 10);
  const { data, error, refetch } = useEndpoint(lifecycleContract.endpoints.flow, { from, to });
  return (
    <Section
      title={t('lifecycle.flow')}
      note={t('lifecycle.flowNote')}
      actions={
        <Select
          quiet
          label={t('lifecycle.period')}
          value={days}
          onChange={setDays}
          options={periods.map((value) => ({
            value,
            label: t('rfm.days', { count: Number(value), shown: format.number(Number(value)) }),
          }))}
        />
      }
    >
      {error ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Flows flows={data.flows} /> : error ? null : <Skeleton width="100%" height={360} />}
    </Section>
  );
}

/** Those who are in a stage now. */
function customersOf(stage: Stage) {
  return { to: '/segments/lifecycle/customers', search: { stage } };
}

function Flows({ flows }: { flows: Flow[] }) {
  const { t } = useTranslation('segments');
  const go = useGo();
  const format = useFormat();
  const name = useCallback((stage: Stage | null) => t(`lifecycle.stage.${stage ?? 'none'}`), [t]);
  const ordered = useMemo(
    () =>
      flows.toSorted(
        (one, other) =>
          inOrder.indexOf(one.from) - inOrder.indexOf(other.from) ||
          inOrder.indexOf(one.to) - inOrder.indexOf(other.to),
      ),
    [flows],
  );
  const option = useCallback(
    (theme: ChartTheme): ChartOption => ({
      series: [
        {
          type: 'sankey',
          nodeAlign: 'justify',
          layoutIterations: 0,
          draggable: false,
          left: 8,
          right: 120,
          top: 8,
          bottom: 8,
          nodeWidth: 12,
          nodeGap: 12,
          label: { color: theme.ink, fontSize: 12, formatter: ({ name: node }) => String(node).slice(2) },
          lineStyle: { color: 'source', opacity: 0.25, curveness: 0.5 },
          emphasis: { focus: 'adjacency' },
          data: nodesOf(ordered, theme, name),
          links: ordered.map(({ from, to, customers }) => ({
            source: `< ${name(from)}`,
            target: `> ${name(to)}`,
            value: customers,
          })),
        },
      ],
      tooltip: {
        formatter: (given) => {
          const { data, name: node, value } = given as { data: object; name: string; value: number };
          const ends = data as { source?: string; target?: string };
          const shown = format.number(value);
          return ends.source && ends.target
            ? `${ends.source.slice(2)} → ${ends.target.slice(2)}  ${shown}`
            : `${node.slice(2)}  ${shown}`;
        },
      },
    }),
    [ordered, name, format],
  );
  return (
    <Chart
      label={t('lifecycle.flow')}
      height={380}
      option={option}
      onPick={(picked) => {
        const ended = everyStage.options.find((stage) => picked === `> ${name(stage)}`);
        if (ended) go(customersOf(ended).to, customersOf(ended).search);
      }}
      table={{
        head: [t('lifecycle.before'), t('lifecycle.after'), t('rfm.customersHead')],
        rows: ordered.map(({ from, to, customers }) => ({
          key: `${from} ${to}`,
          cells: [
            name(from),
            to ? { text: name(to), target: customersOf(to) } : name(to),
            format.number(customers),
          ],
        })),
      }}
    />
  );
}

/** Both columns in the order of the stages; what is good is green, what is lost is brick. */
function nodesOf(flows: Flow[], theme: ChartTheme, name: (stage: Stage | null) => string) {
  const colours: Record<string, string> = {
    loyal: theme.green,
    repeat: theme.green,
    wonBack: theme.green,
    first: theme.slate,
    potential: theme.inkFaint,
    dormant: theme.amber,
    churned: theme.brick,
  };
  const column = (side: '<' | '>', of: (flow: Flow) => Stage | null) =>
    inOrder
      .filter((stage) => flows.some((flow) => of(flow) === stage))
      .map((stage) => ({
        name: `${side} ${name(stage)}`,
        depth: side === '<' ? 0 : 1,
        itemStyle: { color: colours[stage ?? ''] ?? theme.lineStrong },
      }));
  return [...column('<', ({ from }) => from), ...column('>', ({ to }) => to)];
}
