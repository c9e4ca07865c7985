import { ArrowDown, ArrowUp } from 'lucide-react';
import type { CSSProperties, MouseEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from './choice.tsx';
import { Link, useGo } from './link.tsx';
import { Skeleton } from './skeleton.tsx';
import type { Column, DataTableProps } from './table-column.ts';

type DragStart = (key: string, event: PointerEvent<HTMLElement>) => void;

/** The sticky row of column names; sorts, and selects all that has been read. */
export function TableHead<Row>({
  table,
  onDrag,
}: {
  table: DataTableProps<Row>;
  onDrag?: DragStart | undefined;
}) {
  const { t } = useTranslation('ui');
  const { columns, rows = [], rowKey, selection, onSelection } = table;
  const keys = rows.map(rowKey);
  const all = keys.length > 0 && keys.every((key) => selection?.has(key));
  return (
    <div className="pn-table-head" role="row">
      {selection ? (
        <div className="pn-cell-pick" role="columnheader">
          <Checkbox
            bare
            checked={all ? true : selection.size > 0 ? 'some' : false}
            onChange={(on) => onSelection?.(on ? new Set(keys) : new Set())}
          >
            {t('table.selectAll')}
          </Checkbox>
        </div>
      ) : null}
      {columns.map((column) => (
        <HeadCell key={column.key} column={column} table={table} onDrag={onDrag} />
      ))}
    </div>
  );
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  table: DataTableProps<Row>;
  onDrag: DragStart | undefined;
}

function HeadCell<Row>({ column, table, onDrag }: HeadCellProps<Row>) {
  const { sort, onSort } = table;
  const by = column.sortKey ?? column.key;
  const direction = sort?.key === by ? sort.direction : undefined;
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  const next = direction ? (direction === 'asc' ? 'desc' : 'asc') : (column.sort ?? 'asc');
  return (
    <div
      role="columnheader"
      className="pn-cell pn-cell-head"
      data-align={column.align}
      aria-sort={direction ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      {column.sort && onSort ? (
        <button type="button" onClick={() => onSort({ key: by, direction: next })}>
          <span className="pn-clip">{column.header}</span>
          {direction ? <Arrow size={13} aria-hidden /> : null}
        </button>
      ) : (
        <span className="pn-clip">{column.header}</span>
      )}
      {onDrag ? (
        <span className="pn-cell-edge" aria-hidden onPointerDown={(event) => onDrag(column.key, event)} />
      ) : null}
    </div>
  );
}

interface TableRowProps<Row> {
  table: DataTableProps<Row>;
  row: Row;
  index: number;
  id: string;
  at: boolean;
  style: CSSProperties;
  onPick: (index: number) => void;
  /** Marks it, or with `range` all from the one marked last to it. */
  onMark: (index: number, range: boolean) => void;
}

/** One row. A click previews, a second one opens; with a modifier the browser's own way with links holds. */
export function TableRow<Row>({ table, row, index, id, at, style, onPick, onMark }: TableRowProps<Row>) {
  const { columns, rowKey, href, onPreview, previewKey, selection } = table;
  const { t } = useTranslation('ui');
  const go = useGo();
  const key = rowKey(row);
  const target = href?.(row);
  const pick = (event: MouseEvent<HTMLElement>) => {
    // What is clicked in a dialog that a cell opened comes by here too.
    if (!event.currentTarget.contains(event.target as Node)) return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey && selection) {
      event.preventDefault();
      // Its own checkbox would turn the row over once more.
      event.stopPropagation();
      onMark(index, true);
      return;
    }
    if (event.shiftKey) return;
    const own = event.target instanceof Element ? event.target.closest('a, button, input, label') : null;
    if (own && !own.classList.contains('pn-cell-link')) return;
    event.preventDefault();
    onPick(index);
    if (onPreview && previewKey !== key) onPreview(row);
    else if (target) go(target);
  };
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={selection ? selection.has(key) : undefined}
      className="pn-table-row"
      data-at={at || undefined}
      data-shown={previewKey === key || undefined}
      data-link={target || onPreview ? true : undefined}
      style={style}
      onClickCapture={pick}
      // Otherwise a range of rows would be a range of marked text too.
      onMouseDown={(event) => (event.shiftKey && selection ? event.preventDefault() : undefined)}
    >
      {selection ? (
        <div className="pn-cell-pick" role="gridcell">
          <Checkbox bare tabIndex={-1} checked={selection.has(key)} onChange={() => onMark(index, false)}>
            {t('table.selectRow')}
          </Checkbox>
        </div>
      ) : null}
      {columns.map((column, position) => (
        <div key={column.key} role="gridcell" className="pn-cell" data-align={column.align}>
          {position === 0 && target ? (
            <Link bare to={target} className="pn-cell-link" tabIndex={-1}>
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </div>
      ))}
    </div>
  );
}

const shares = [70, 55, 80, 45, 65];

/** The shape of a row that is on its way. */
export function SkeletonRow<Row>(props: {
  index: number;
  style: CSSProperties;
  columns: Column<Row>[];
  selectable: boolean;
}) {
  const { index, style, columns, selectable } = props;
  return (
    <div className="pn-table-row" style={style} aria-hidden>
      {selectable ? <div /> : null}
      {columns.map((column, position) => (
        <div key={column.key} className="pn-cell" data-align={column.align}>
          <Skeleton width={`${shares[(index + position) % shares.length]}%`} height={10} />
        </div>
      ))}
    </div>
  );
}
