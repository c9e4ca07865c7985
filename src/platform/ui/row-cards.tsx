import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from './choice.tsx';
import { Link } from './link.tsx';
import './row-cards.css';
import { SkeletonLines } from './skeleton.tsx';
import type { Column, DataTableProps } from './table-column.ts';

/** The rows of a DataTable as a phone shows them: one below the other, the whole card is the door. */
export function RowCards<Row>(table: DataTableProps<Row>) {
  const { rows, rowKey, hasMore, loadingMore, onMore } = table;
  const scroller = useRef<HTMLDivElement>(null);
  const loaded = rows?.length ?? 0;
  const virtual = useVirtualizer({
    count: loaded + (rows === undefined ? 8 : hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const nearEnd = rows !== undefined && hasMore && !loadingMore && (items.at(-1)?.index ?? 0) >= loaded - 8;
  useEffect(() => {
    if (nearEnd) onMore?.();
  }, [nearEnd, onMore]);
  return (
    <div
      ref={scroller}
      className="pn-rowcards pn-scroll"
      data-framed={table.framed || undefined}
      aria-busy={rows === undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keys
      tabIndex={0}
      role="region"
      aria-label={table.label}
    >
      <ul className="pn-table-body" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = rows?.[item.index];
          return (
            <li
              key={row === undefined ? `wait-${item.index}` : rowKey(row)}
              ref={virtual.measureElement}
              data-index={item.index}
              className="pn-rowcard"
              style={{ transform: `translateY(${item.start}px)` }}
              data-shown={row !== undefined && table.previewKey === rowKey(row) ? true : undefined}
            >
              {row === undefined ? <SkeletonLines lines={2} /> : <CardBody table={table} row={row} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function CardBody<Row>({ table, row }: { table: DataTableProps<Row>; row: Row }) {
  const { columns, href, rowKey, selection, onSelection } = table;
  const { t } = useTranslation('ui');
  const key = rowKey(row);
  const of = (place: Column<Row>['card']) =>
    columns.filter((column, index) => (column.card ?? (index === 0 ? 'title' : 'meta')) === place);
  const target = href?.(row);
  const words = (
    <>
      <span className="pn-rowcard-top">
        <span>{of('title').map((column) => column.cell(row))}</span>
        <span>
          {of('end').map((column) => (
            <span key={column.key}>{column.cell(row)}</span>
          ))}
        </span>
      </span>
      <span className="pn-rowcard-meta">
        {of('meta').map((column) => (
          <span key={column.key}>
            {column.labelled ? <span className="pn-rowcard-label">{column.header}</span> : null}
            {column.cell(row)}
          </span>
        ))}
      </span>
    </>
  );
  const select = (on: boolean) => {
    const next = new Set(selection);
    if (on) next.add(key);
    else next.delete(key);
    onSelection?.(next);
  };
  const preview = (event: MouseEvent) => {
    if (target) return;
    event.preventDefault();
    table.onPreview?.(row);
  };
  return (
    <>
      {selection ? (
        <Checkbox bare checked={selection.has(key)} onChange={select}>
          {t('table.selectRow')}
        </Checkbox>
      ) : null}
      {target ? (
        <Link bare to={target} className="pn-rowcard-words pn-rowcard-link">
          {words}
        </Link>
      ) : (
        <button type="button" className="pn-rowcard-words" onClick={preview}>
          {words}
        </button>
      )}
    </>
  );
}
