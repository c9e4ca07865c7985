import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import './tabs.css';

export interface TabItem {
  key: string;
  label: string;
  /** Already formatted. */
  count?: string;
}

export interface TabsProps {
  label: string;
  items: TabItem[];
  value: string;
  onChange: (key: string) => void;
  /** The content of the chosen tab; leave out where the tabs steer something else on the page. */
  children?: ReactNode;
  line?: boolean;
}

/** Views of one place, side by side; arrow keys move between them. */
export function Tabs({ label, items, value, onChange, children, line = true }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = items.findIndex((item) => item.key === value);
    const next = items[(at + step + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.key);
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="pn-tabs"
        data-line={line || undefined}
        onKeyDown={move}
      >
        {items.map((item) => (
          <button
            key={item.key}
            type="button"
            role="tab"
            id={`${id}-${item.key}`}
            data-key={item.key}
            aria-selected={item.key === value}
            aria-controls={children === undefined ? undefined : `${id}-panel`}
            tabIndex={item.key === value ? 0 : -1}
            className="pn-tab"
            onClick={() => onChange(item.key)}
          >
            {item.label}
            {item.count === undefined ? null : <span className="pn-tab-count">{item.count}</span>}
          </button>
        ))}
      </div>
      {children === undefined ? null : (
        <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>
          {children}
        </div>
      )}
    </>
  );
}
