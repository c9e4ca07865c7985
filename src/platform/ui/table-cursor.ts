import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type KeyMap, useKeys } from './keys.ts';
import { useGo } from './link.tsx';
import type { DataTableProps } from './table-column.ts';

/** The row one is at: moves by keys, shows the preview along, opens, selects and edits. */
export function useTableCursor<Row>(table: DataTableProps<Row>, scrollTo: (index: number) => void) {
  const { rows = [], rowKey, href, onPreview, previewKey, onEdit, selection, onSelection, mainTable } = table;
  const id = useId();
  const go = useGo();
  const [index, setIndex] = useState(0);
  const [shown, setShown] = useState(false);
  const at = Math.min(index, Math.max(0, rows.length - 1));
  const row = rows[at];

  const moveTo = (next: number) => {
    setIndex(next);
    setShown(true);
  };
  useFollowedPreview(table, moveTo);

  const move = (step: number) => {
    const next = shown ? Math.min(rows.length - 1, Math.max(0, at + step)) : at;
    moveTo(next);
    scrollTo(next);
    const target = rows[next];
    if (previewKey && target !== undefined) onPreview?.(target);
  };
  const select = () => {
    if (row === undefined || !selection || !onSelection) return;
    const key = rowKey(row);
    const next = new Set(selection);
    if (!next.delete(key)) next.add(key);
    onSelection(next);
    setShown(true);
  };
  const open = () => {
    if (row !== undefined && href && shown) go(href(row));
    else move(0);
  };
  const edit = () => {
    if (row === undefined || !shown) return;
    if (onEdit) onEdit(row);
    else if (href) go(href(row));
  };
  const leave = () => {
    if (previewKey) onPreview?.(null);
    else if (selection && selection.size > 0) onSelection?.(new Set());
    else setShown(false);
  };
  const peek = () => {
    if (row !== undefined && shown) onPreview?.(previewKey === rowKey(row) ? null : row);
  };
  const map: KeyMap = {
    j: () => move(1),
    k: () => move(-1),
    x: select,
    e: edit,
    Enter: open,
    Escape: leave,
  };
  const inside: KeyMap = { ...map, ArrowDown: () => move(1), ArrowUp: () => move(-1), ' ': peek };
  useKeys(map, mainTable === true && rows.length > 0);

  return {
    index: at,
    shown,
    activeId: shown && row !== undefined ? `${id}-${at}` : undefined,
    idOf: (each: number) => `${id}-${each}`,
    moveTo,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (event.target === event.currentTarget && event.target.matches(':focus-visible')) setShown(true);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const run = inside[event.key];
      if (event.target !== event.currentTarget || !run || event.ctrlKey || event.metaKey) return;
      run(event.nativeEvent);
      event.preventDefault();
    },
  };
}

/** Tells where the row stands that is previewed, also when an address opened the preview. */
function useFollowedPreview<Row>(
  { rows = [], rowKey, previewKey }: DataTableProps<Row>,
  follow: (index: number) => void,
): void {
  const previewed = previewKey ? rows.findIndex((each) => rowKey(each) === previewKey) : -1;
  const latest = useRef(follow);
  latest.current = follow;
  useEffect(() => {
    if (previewed >= 0) latest.current(previewed);
  }, [previewed]);
}
