import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { type KeyMap, useKeys } from './keys.ts';
import { useGo } from './link.tsx';
import type { DataTableProps } from './table-column.ts';

const pageRows = 15;

/** The row one is at: moves by keys, shows the preview along, opens, selects and edits. */
export function useTableCursor<Row>(
  table: DataTableProps<Row>,
  grid: RefObject<HTMLElement | null>,
  scrollTo: (index: number) => void,
) {
  const { rows = [], onPreview, previewKey, selection, onSelection, mainTable } = table;
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

  const { mark, markTo } = useMarking(table);

  const move = (step: number) => {
    const next = shown ? Math.min(rows.length - 1, Math.max(0, at + step)) : at;
    // Who hears the page instead of seeing it is told of the row that the focused grid is at.
    grid.current?.focus({ preventScroll: true });
    moveTo(next);
    scrollTo(next);
    const target = rows[next];
    if (previewKey && target !== undefined) onPreview?.(target);
  };
  const select = (event: { shiftKey: boolean }) => {
    if (row === undefined) return;
    if (event.shiftKey) markTo(at);
    else mark(at);
    setShown(true);
  };
  const { open, edit, peek } = actsOn(table, shown ? row : undefined, { go, start: () => move(0) });
  const leave = () => {
    if (previewKey) onPreview?.(null);
    else if (selection && selection.size > 0) onSelection?.(new Set());
    else setShown(false);
  };
  const map: KeyMap = {
    j: () => move(1),
    k: () => move(-1),
    x: select,
    X: select,
    e: edit,
    Enter: open,
    Escape: leave,
  };
  const inside: KeyMap = { ...map, ...stepsOf(move), ' ': peek };
  useKeys(map, mainTable === true && rows.length > 0);

  return {
    index: at,
    shown,
    activeId: shown && row !== undefined ? `${id}-${at}` : undefined,
    idOf: (each: number) => `${id}-${each}`,
    moveTo,
    mark,
    markTo,
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

/** What is done with the row that one is at; without one, Enter begins with the first. */
function actsOn<Row>(
  { rowKey, href, onPreview, previewKey, onEdit }: DataTableProps<Row>,
  row: Row | undefined,
  { go, start }: { go: (to: string) => void; start: () => void },
) {
  const open = () => {
    if (row !== undefined && href) go(href(row));
    else start();
  };
  const edit = () => {
    if (row === undefined) return;
    if (onEdit) onEdit(row);
    else if (href) go(href(row));
  };
  const peek = () => {
    if (row !== undefined) onPreview?.(previewKey === rowKey(row) ? null : row);
  };
  return { open, edit, peek };
}

function stepsOf(move: (step: number) => void): KeyMap {
  return {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    PageDown: () => move(pageRows),
    PageUp: () => move(-pageRows),
    Home: () => move(Number.NEGATIVE_INFINITY),
    End: () => move(Number.POSITIVE_INFINITY),
  };
}

/** Marks single rows, and all from the one marked last to another. */
function useMarking<Row>({ rows = [], rowKey, selection, onSelection }: DataTableProps<Row>) {
  const last = useRef<string | undefined>(undefined);
  const mark = (index: number) => {
    const row = rows[index];
    if (row === undefined || !selection) return;
    const key = rowKey(row);
    const next = new Set(selection);
    if (!next.delete(key)) next.add(key);
    last.current = key;
    onSelection?.(next);
  };
  const markTo = (index: number) => {
    const from = rows.findIndex((row) => rowKey(row) === last.current);
    if (from < 0 || !selection?.size) return mark(index);
    const between = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
    onSelection?.(new Set([...selection, ...between.map(rowKey)]));
    last.current = between.length > 0 ? rowKey(rows[index]!) : last.current;
  };
  return { mark, markTo };
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
