import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { useColumnResize } from './column-resize.ts';
import './data-table.css';
import { useMedia, usePhone } from './media.ts';
import { RowCards } from './row-cards.tsx';
import { useFormat } from './session.tsx';
import { ErrorState } from './state-view.tsx';
import { columnLayout, type DataTableProps } from './table-column.ts';
import { useTableCursor } from './table-cursor.ts';
import { SkeletonRow, TableHead, TableRow } from './table-row.tsx';

/**
 * A list of any length: draws only what is seen, fetches the next page when the end comes near, and becomes
 * cards on a phone. Keys: j k move, x selects, shift and x or a click select a range, Enter opens, e edits, Esc leaves.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const phone = usePhone();
  if (props.error && props.rows === undefined) {
    return <ErrorState error={props.error} onRetry={props.onRetry} inset={props.framed} />;
  }
  if (props.rows?.length === 0) return <>{props.empty}</>;
  return (
    <div className="pn-table-frame" style={props.maxHeight ? { maxHeight: props.maxHeight } : undefined}>
      {phone && (!props.framed || props.cards) ? <RowCards {...props} /> : <Grid {...props} />}
      <BulkBar {...props} />
    </div>
  );
}

function Grid<Row>(props: DataTableProps<Row>) {
  const { rows, rowKey, dense, selection, hasMore, loadingMore, onMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const coarse = useMedia('(pointer: coarse)');
  const height = (dense ? 32 : 36) + (coarse ? 8 : 0);
  const loaded = rows?.length ?? 0;
  const waiting = rows === undefined ? 14 : hasMore ? 2 : 0;
  const virtual = useVirtualizer({
    count: loaded + waiting,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    scrollPaddingStart: 40,
    scrollPaddingEnd: 40,
  });
  const cursor = useTableCursor(props, scroller, (index) => virtual.scrollToIndex(index));
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const nearEnd = rows !== undefined && hasMore && !loadingMore && last >= loaded - 20;
  useEffect(() => {
    if (nearEnd) onMore?.();
  }, [nearEnd, onMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [virtual, height]);
  const { columns, start } = useColumnResize(props);
  const layout = columnLayout({ ...props, columns }, virtual.scrollRect?.width ?? 0);
  const table = { ...props, columns: layout.shown };
  const style = { '--table-columns': layout.template, '--table-width': `${layout.width}px` } as CSSProperties;
  return (
    <div
      ref={scroller}
      className="pn-table pn-scroll"
      style={style}
      data-framed={props.framed || undefined}
      data-stale={props.stale || undefined}
      role="grid"
      aria-label={props.label}
      aria-rowcount={hasMore || rows === undefined ? -1 : loaded + 1}
      aria-busy={rows === undefined}
      aria-multiselectable={selection ? true : undefined}
      aria-activedescendant={cursor.activeId}
      tabIndex={0}
      onKeyDown={cursor.onKeyDown}
      onFocus={cursor.onFocus}
    >
      <div className="pn-table-inner" role="presentation">
        <TableHead table={table} onDrag={start} />
        <div className="pn-table-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows?.[item.index];
            const place = { height, transform: `translateY(${item.start}px)` };
            if (row === undefined)
              return (
                <SkeletonRow
                  key={`wait-${item.index}`}
                  index={item.index}
                  style={place}
                  columns={layout.shown}
                  selectable={selection !== undefined}
                />
              );
            return (
              <TableRow
                key={rowKey(row)}
                table={table}
                row={row}
                index={item.index}
                id={cursor.idOf(item.index)}
                at={cursor.index === item.index && cursor.shown}
                style={place}
                onPick={cursor.moveTo}
                onMark={(index, range) => (range ? cursor.markTo(index) : cursor.mark(index))}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function BulkBar<Row>({ selection, selectedWords, onSelection, bulk }: DataTableProps<Row>) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  if (!selection || selection.size === 0) return null;
  return (
    <div className="pn-bulk">
      <div className="pn-bulk-bar" role="toolbar" aria-label={t('table.bulk')}>
        <span className="pn-bulk-count" aria-live="polite">
          {selectedWords ??
            t('table.selected', { count: selection.size, shown: format.number(selection.size) })}
        </span>
        {bulk}
        <Button tone="quiet" size="small" onClick={() => onSelection?.(new Set())}>
          {t('table.unselect')}
        </Button>
      </div>
    </div>
  );
}
