import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ChartOption } from './chart-option.ts';

// A chart of another kind needs its part here; what is listed travels to everybody who opens a chart.
use([BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, SankeyChart, TooltipComponent]);

/** What was clicked: its name, and where it is drawn. */
export interface Picked {
  name: string;
  series: number | undefined;
  index: number;
}

/** Draws into the element until `dispose`; canvas, since the policy of the pages forbids styles inside a drawing. */
export function drawChart(element: HTMLElement, onPick: (picked: Picked) => void): ECharts {
  const chart = init(element, null, { renderer: 'canvas' });
  chart.on('click', ({ name, seriesIndex, dataIndex }) =>
    onPick({ name, series: seriesIndex, index: dataIndex }),
  );
  return chart;
}

/** Shows the option in place of the former one. */
export function showOption(chart: ECharts, option: ChartOption): void {
  chart.setOption(option, { notMerge: true });
}

/** Lights a bar up and tells what it says; the one before it goes out. */
export function showBar(chart: ECharts, bar: { series: number; index: number } | undefined): void {
  chart.dispatchAction({ type: 'downplay' });
  if (!bar) return void chart.dispatchAction({ type: 'hideTip' });
  const at = { seriesIndex: bar.series, dataIndex: bar.index };
  chart.dispatchAction({ type: 'highlight', ...at });
  chart.dispatchAction({ type: 'showTip', ...at });
}
