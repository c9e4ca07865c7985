import { BarChart, LineChart, SankeyChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ChartOption } from './chart-option.ts';

// A chart of another kind needs its part here; what is listed travels to everybody who opens a chart.
use([BarChart, CanvasRenderer, GridComponent, LegendComponent, LineChart, SankeyChart, TooltipComponent]);

/** Draws into the element until `dispose`; canvas, since the policy of the pages forbids styles inside a drawing. */
export function drawChart(element: HTMLElement, onPick: (name: string) => void): ECharts {
  const chart = init(element, null, { renderer: 'canvas' });
  chart.on('click', ({ name }) => onPick(name));
  return chart;
}

/** Shows the option in place of the former one. */
export function showOption(chart: ECharts, option: ChartOption): void {
  chart.setOption(option, { notMerge: true });
}
