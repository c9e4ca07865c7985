import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import './floating.css';
import { Kbd } from './kbd.tsx';

/**
 * A short remark on hover and focus. Only for what can be done without knowing it: it does not exist for fingers.
 * `children` is one element that takes a ref and props.
 */
export function Tooltip({
  text,
  keys,
  children,
}: {
  text: ReactNode;
  keys?: string;
  children: ReactElement;
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children as ReactElement<Record<string, unknown>>} delay={400} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="pn-float">
          <Base.Popup className="pn-tooltip">
            {text}
            {keys ? <Kbd keys={keys} /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
