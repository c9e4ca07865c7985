import { Columns3, GripVertical } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Checkbox } from './choice.tsx';
import './column-chooser.css';
import { columnWidth } from './column-resize.ts';
import { Input } from './field.tsx';
import { Popover } from './popover.tsx';

export interface ColumnChoice {
  key: string;
  label: string;
  /** In px, as it is now. */
  width: number;
}

export interface ColumnChooserProps {
  /** On show, in their order. */
  shown: readonly ColumnChoice[];
  /** Offered beside. */
  others: readonly ColumnChoice[];
  onChange: (keys: string[]) => void;
  onResize: (key: string, width: number) => void;
  /** Back to the usual columns; left out where they are on show. */
  onReset?: (() => void) | undefined;
}

const widthStep = 20;
const searchFrom = 10;

/** Which columns a list shows, in which order and how wide: by pointer or by the arrow keys on the grip. */
export function ColumnChooser(props: ColumnChooserProps) {
  const { t } = useTranslation('ui');
  return (
    <Popover
      label={t('columns.title')}
      align="end"
      trigger={
        <Button tone="quiet" size="small" icon={Columns3}>
          {t('columns.title')}
        </Button>
      }
    >
      <Choices {...props} />
    </Popover>
  );
}

function Choices({ shown, others, onChange, onResize, onReset }: ColumnChooserProps) {
  const { t } = useTranslation('ui');
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const keys = shown.map(({ key }) => key);
  const held = useHeldFocus(list, keys.join());
  const drag = useDrag(list, keys, onChange);
  const move = (column: ColumnChoice, step: number) => {
    const at = keys.indexOf(column.key);
    const to = Math.min(keys.length - 1, Math.max(0, at + step));
    if (to === at) return;
    onChange(keys.toSpliced(at, 1).toSpliced(to, 0, column.key));
    setSaid(t('columns.place', { label: column.label, place: to + 1, of: keys.length }));
  };
  const resize = (column: ColumnChoice, step: number) => {
    const width = columnWidth(column.width + step);
    onResize(column.key, width);
    setSaid(t('columns.width', { label: column.label, width }));
  };
  const onGripKey = (column: ColumnChoice) => (event: KeyboardEvent<HTMLElement>) => {
    const act = {
      ArrowUp: () => move(column, -1),
      ArrowDown: () => move(column, 1),
      ArrowLeft: () => resize(column, -widthStep),
      ArrowRight: () => resize(column, widthStep),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    held.note(event.currentTarget);
    act();
  };
  const sought = text.trim().toLowerCase();
  const found = ({ label }: ColumnChoice) => label.toLowerCase().includes(sought);
  const rowOf = (column: ColumnChoice, on: boolean) => (
    <li
      key={column.key}
      data-key={column.key}
      data-dragged={drag.dragged === column.key || undefined}
      className="pn-columns-row"
      style={on ? { order: drag.order.indexOf(column.key) } : { order: keys.length }}
    >
      <Checkbox
        checked={on}
        onChange={(next) => {
          held.note(list.current?.querySelector(`[data-key="${column.key}"] input`) ?? null);
          onChange(next ? [...keys, column.key] : keys.filter((key) => key !== column.key));
        }}
      >
        {column.label}
      </Checkbox>
      {on ? (
        <button
          type="button"
          className="pn-columns-grip"
          aria-label={t('columns.grip', { label: column.label })}
          onKeyDown={onGripKey(column)}
          onPointerDown={(event) => drag.start(column.key, event)}
        >
          <GripVertical size={14} aria-hidden />
        </button>
      ) : null}
    </li>
  );
  return (
    <div className="pn-columns">
      {shown.length + others.length > searchFrom ? (
        <Input
          type="search"
          aria-label={t('columns.find')}
          placeholder={t('columns.find')}
          value={text}
          onChange={setText}
        />
      ) : null}
      <ul className="pn-columns-list pn-scroll" ref={list}>
        {shown.filter(found).map((column) => rowOf(column, true))}
        {others.filter(found).map((column) => rowOf(column, false))}
      </ul>
      <div className="pn-columns-foot">
        <span className="pn-faint">{t('columns.hint')}</span>
        {onReset ? (
          <Button size="small" tone="quiet" onClick={onReset}>
            {t('columns.reset')}
          </Button>
        ) : null}
      </div>
      <span className="pn-hidden" aria-live="polite">
        {said}
      </span>
    </div>
  );
}

/** A row that is moved in the page loses the focus in some browsers: it gets it back. */
function useHeldFocus(list: React.RefObject<HTMLElement | null>, order: string) {
  const held = useRef('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new order that moved the row
  useLayoutEffect(() => {
    if (held.current) list.current?.querySelector<HTMLElement>(held.current)?.focus();
    held.current = '';
  }, [list, order]);
  return {
    note: (element: Element | null) => {
      const key = element?.closest('[data-key]')?.getAttribute('data-key');
      held.current = key ? `[data-key="${key}"] ${element!.localName}` : '';
    },
  };
}

/** Rows take their new places while one is dragged, and keep them when it is let go. */
function useDrag(
  list: React.RefObject<HTMLElement | null>,
  keys: string[],
  onChange: (keys: string[]) => void,
) {
  const [dragged, setDragged] = useState<string>();
  const [order, setOrder] = useState<string[]>();
  const start = (key: string, event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.focus();
    let latest = keys;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].slice(0, keys.length);
    const height = rows[0]?.offsetHeight ?? 1;
    const move = (at: globalThis.PointerEvent) => {
      const box = list.current!.getBoundingClientRect();
      const place = Math.floor((at.clientY - box.top + list.current!.scrollTop) / height);
      const to = Math.min(keys.length - 1, Math.max(0, place));
      latest = keys.filter((each) => each !== key).toSpliced(to, 0, key);
      setOrder(latest);
    };
    const end = (at: globalThis.PointerEvent) => {
      window.removeEventListener('pointermove', move);
      for (const type of ['pointerup', 'pointercancel'] as const) window.removeEventListener(type, end);
      setDragged(undefined);
      setOrder(undefined);
      if (at.type === 'pointerup' && latest.join() !== keys.join()) onChange(latest);
    };
    setDragged(key);
    window.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, end);
  };
  return { dragged, order: order ?? keys, start };
}
