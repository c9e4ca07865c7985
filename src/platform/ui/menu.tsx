import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import './floating.css';
import { Kbd } from './kbd.tsx';

export interface MenuItem {
  key: string;
  label: string;
  icon?: LucideIcon;
  note?: string;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Shown with a tick: the menu then chooses rather than does. */
  chosen?: boolean;
  onSelect: () => void;
}

export type MenuEntry = MenuItem | { key: string; line: true } | { key: string; heading: string };

export interface MenuProps {
  trigger: ReactElement;
  entries: MenuEntry[];
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** Things to do, one below the other, behind a button. */
export function Menu({ trigger, entries, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} side={side} className="pn-float">
          <Base.Popup className="pn-popup pn-menu">
            {entries.map((entry) => (
              <Entry key={entry.key} entry={entry} ticks={entries.some((each) => 'chosen' in each)} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ entry, ticks }: { entry: MenuEntry; ticks: boolean }) {
  if ('line' in entry) return <Base.Separator className="pn-menu-line" />;
  if ('heading' in entry) return <div className="pn-menu-label">{entry.heading}</div>;
  const Icon = entry.icon;
  return (
    <Base.Item
      className="pn-item"
      data-danger={entry.danger || undefined}
      disabled={entry.disabled}
      onClick={entry.onSelect}
      aria-current={entry.chosen || undefined}
    >
      {ticks ? (
        <span className="pn-item-tick">{entry.chosen ? <Check size={16} aria-hidden /> : null}</span>
      ) : null}
      {Icon ? <Icon aria-hidden /> : null}
      <span className="pn-item-text">
        {entry.label}
        {entry.note ? <span className="pn-item-note">{entry.note}</span> : null}
      </span>
      {entry.keys ? <Kbd keys={entry.keys} /> : null}
    </Base.Item>
  );
}
