import type { ECharts } from 'echarts/core';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './chart.css';
import { type ChartDoor, ChartDoors } from './chart-doors.tsx';
import type { ChartOption } from './chart-option.ts';
import { basicOption, type ChartTheme, useChartTheme } from './chart-theme.ts';
import type { Picked } from './draw-chart.ts';
import { Link, type LinkTarget, useGo } from './link.tsx';
import { useMedia } from './media.ts';

/** A number or name as a person reads it, formatted; `target` opens the customers that it speaks of. */
type Cell = string | { text: string; target: LinkTarget };

/** The numbers of a drawing. */
export interface ChartTable {
  head: readonly string[];
  rows: readonly { key: string; cells: readonly Cell[] }[];
}

export interface ChartProps {
  /** What is drawn, with unit and period: for screen readers and as the title of the table. */
  label: string;
  /** Built from the theme; keep it stable (`useCallback`), since a new one draws anew. */
  option: (theme: ChartTheme) => ChartOption;
  table: ChartTable;
  height: number;
  /** A bar, cell or node is a door too; told is its name. */
  onPick?: (name: string) => void;
  /** The bars that are doors, from left to right: for the pointer, and by the arrow keys. */
  doors?: readonly ChartDoor[];
  /** Stands left of the switch between drawing and table. */
  note?: ReactNode;
}

/** A drawing with the table of its numbers behind it: one switches to it, and the keyboard works there. */
export function Chart({ label, option, table, height, onPick, doors, note }: ChartProps) {
  const { t } = useTranslation('ui');
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="pn-chart" aria-label={label}>
      {asTable ? (
        <NumbersTable label={label} table={table} />
      ) : (
        <Drawing
          label={label}
          option={option}
          height={height}
          onPick={onPick}
          doors={doors}
          onFail={() => setAsTable(true)}
        />
      )}
      <figcaption className="pn-chart-foot">
        <span>{note}</span>
        <button type="button" className="pn-chart-switch" onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'chart.asDrawing' : 'chart.asTable')}
        </button>
      </figcaption>
    </figure>
  );
}

interface Drawn {
  chart: ECharts;
  show: (option: ChartOption) => void;
  reach: (door: ChartDoor | undefined) => void;
}

function Drawing({
  label,
  option,
  height,
  onPick,
  doors = [],
  onFail,
}: Pick<ChartProps, 'label' | 'option' | 'height' | 'onPick' | 'doors'> & { onFail: () => void }) {
  const theme = useChartTheme();
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const full = useMemo(() => withBasics(basicOption(theme, !still), option(theme)), [theme, still, option]);
  const place = useRef<HTMLDivElement>(null);
  const go = useGo();
  const drawn = useRef<Drawn>(undefined);
  const open = ({ name, series, index }: Picked) => {
    onPick?.(name);
    const door = doors.find((each) => each.series === series && each.index === index);
    if (door) go(door.target.to, door.target.search);
  };
  const latest = useRef({ full, open, onFail });
  latest.current = { full, open, onFail };

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let gone = false;
    const sizes = new ResizeObserver(() => drawn.current?.chart.resize());
    const draw = async () => {
      const { drawChart, showBar, showOption } = await import('./draw-chart.ts');
      if (gone) return;
      const chart = drawChart(element, (picked) => latest.current.open(picked));
      drawn.current = {
        chart,
        show: (next) => showOption(chart, next),
        reach: (door) => showBar(chart, door),
      };
      drawn.current.show(latest.current.full);
      sizes.observe(element);
    };
    draw().catch(() => !gone && latest.current.onFail());
    return () => {
      gone = true;
      sizes.disconnect();
      drawn.current?.chart.dispose();
      drawn.current = undefined;
    };
  }, []);

  useEffect(() => drawn.current?.show(full), [full]);

  return (
    <div className="pn-chart-place">
      <div ref={place} role="img" aria-label={label} className="pn-chart-drawing" style={{ height }} />
      <ChartDoors doors={doors} onReach={(door) => drawn.current?.reach(door)} />
    </div>
  );
}

/** What a chart says itself goes into the basics, not over them. */
function withBasics(basics: ReturnType<typeof basicOption>, own: ChartOption): ChartOption {
  return { ...basics, ...own, tooltip: { ...basics.tooltip, ...own.tooltip } };
}

function NumbersTable({ label, table: { head, rows } }: { label: string; table: ChartTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="pn-chart-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="pn-chart-table">
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first = '', ...others] }) => (
            <tr key={key}>
              <th scope="row">
                <CellText cell={first} />
              </th>
              {others.map((cell, index) => (
                <td key={head[index + 1]}>
                  <CellText cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellText({ cell }: { cell: Cell }) {
  return typeof cell === 'string' ? cell : <Link {...cell.target}>{cell.text}</Link>;
}
