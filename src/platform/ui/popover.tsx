import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import './floating.css';

export interface PopoverProps {
  trigger: ReactElement;
  title?: string;
  /** Spoken name where there is no visible title. */
  label?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
}

/** A small sheet beside its button; leaves the page usable. */
export function Popover({
  trigger,
  title,
  label,
  children,
  open,
  onOpenChange,
  align = 'start',
  side,
}: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Trigger render={trigger as ReactElement<Record<string, unknown>>} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} side={side} collisionPadding={8} className="pn-float">
          <Base.Popup className="pn-popup pn-popover" aria-label={title ? undefined : label}>
            {title ? <Base.Title className="pn-popover-title">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
