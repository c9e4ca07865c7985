import { type PointerEvent, useState } from 'react';
import type { DataTableProps } from './table-column.ts';

const least = 56;
const widest = 640;

/** A width that a column may have, in px. */
export function columnWidth(px: number): number {
  return Math.round(Math.min(widest, Math.max(least, px)));
}

/** Follows the pointer that drags the edge of a column; the width is told when it is let go. */
export function useColumnResize<Row>({ columns, onResize }: DataTableProps<Row>) {
  const [drawn, setDrawn] = useState<{ key: string; width: number }>();
  const start = (key: string, event: PointerEvent<HTMLElement>) => {
    const cell = event.currentTarget.parentElement;
    if (!onResize || !cell || event.button !== 0) return;
    event.preventDefault();
    const [from, x] = [cell.getBoundingClientRect().width, event.clientX];
    const widthAt = (at: { clientX: number }) => columnWidth(from + at.clientX - x);
    const move = (at: globalThis.PointerEvent) => setDrawn({ key, width: widthAt(at) });
    const end = (at: globalThis.PointerEvent) => {
      for (const type of ['pointerup', 'pointercancel'] as const) window.removeEventListener(type, end);
      window.removeEventListener('pointermove', move);
      setDrawn(undefined);
      if (at.type === 'pointerup' && at.clientX !== x) onResize(key, widthAt(at));
    };
    window.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, end);
  };
  const sized = columns.map((column) =>
    column.key === drawn?.key ? { ...column, width: drawn.width, grow: 0 } : column,
  );
  return { columns: sized, start: onResize ? start : undefined };
}
