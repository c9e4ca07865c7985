import type { ReactNode } from 'react';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The least width in px; 120 where left out. */
  width?: number;
  /** The share of the room that is left; 0 keeps `width`. 1 where left out. */
  grow?: number;
  align?: 'end';
  /** Left out, last one first, where the room does not suffice for all. */
  optional?: boolean;
  /** Sortable; the direction of the first click. */
  sort?: 'asc' | 'desc';
  /** What it sorts by; `key` where left out. */
  sortKey?: string;
  /** Its place on a phone's card. The first column is the title; others are `meta`. */
  card?: 'title' | 'end' | 'meta' | 'none';
  /** Its name stands before it on a card, where nothing else tells what it is. */
  labelled?: boolean;
}

export interface TableSort {
  key: string;
  direction: 'asc' | 'desc';
}

export interface DataTableProps<Row> {
  /** Spoken name of the table. */
  label: string;
  columns: Column<Row>[];
  /** Undefined while the first rows are on their way. */
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  /** The row's page: Enter, a second click, or the first column's link. */
  href?: (row: Row) => string;
  /** A first click shows the row beside the list; gets null to close. */
  onPreview?: (row: Row | null) => void;
  previewKey?: string | null;
  /** `e`; the row's page where left out. */
  onEdit?: (row: Row) => void;
  sort?: TableSort;
  onSort?: (sort: TableSort) => void;
  /** The edges of columns can be dragged; gets the new width in px. */
  onResize?: (key: string, width: number) => void;
  selection?: ReadonlySet<string>;
  onSelection?: (selection: ReadonlySet<string>) => void;
  /** Says who is selected, where that is more than the rows marked. */
  selectedWords?: string | undefined;
  /** Buttons of the bar that slides up when rows are selected. */
  bulk?: ReactNode;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  /** The rows are still those of former filters. */
  stale?: boolean;
  /** What to show when there are no rows. */
  empty?: ReactNode;
  error?: unknown;
  onRetry?: () => void;
  dense?: boolean;
  /** With a frame of its own, inside a page; takes `maxHeight` px and scrolls within. */
  framed?: boolean;
  maxHeight?: number;
  /** Framed, it becomes cards on a phone all the same; without, it stays a table there. */
  cards?: boolean;
  /** Takes j k x e Enter Esc from the whole page; ListPage's table does. */
  mainTable?: boolean;
}

export interface ColumnLayout<Row> {
  shown: Column<Row>[];
  /** For grid-template-columns. */
  template: string;
  /** The least width of all shown columns together, in px. */
  width: number;
}

/** Fits columns into `room` px: optional ones leave first; the rest then scrolls sideways. */
export function columnLayout<Row>(
  { columns, selection, framed }: DataTableProps<Row>,
  room: number,
): ColumnLayout<Row> {
  const around = (framed ? 16 : 32) + (selection ? 36 : 0);
  const widthOf = (list: Column<Row>[]) => list.reduce((sum, column) => sum + (column.width ?? 120), around);
  let shown = columns;
  while (room > 0 && widthOf(shown) > room) {
    const next = shown.findLast((column) => column.optional);
    if (!next) break;
    shown = shown.filter((column) => column !== next);
  }
  const tracks = shown.map(({ width = 120, grow = 1 }) =>
    grow > 0 ? `minmax(${width}px, ${grow}fr)` : `${width}px`,
  );
  return { shown, template: [...(selection ? ['36px'] : []), ...tracks].join(' '), width: widthOf(shown) };
}
