import type { LucideIcon } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import './button.css';
import { Link, type LinkTarget } from './link.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonTone = 'plain' | 'main' | 'quiet' | 'danger' | 'danger-quiet';
export type ButtonSize = 'small' | 'normal' | 'large';

export interface ButtonProps extends ComponentProps<'button'> {
  tone?: ButtonTone;
  size?: ButtonSize;
  icon?: LucideIcon;
  /** Shows a spinner in place of the words and takes no more clicks. */
  busy?: boolean;
}

/** A button with a verb on it. One `main` button per screen, the rest stay `plain` or `quiet`. */
export function Button({
  tone = 'plain',
  size = 'normal',
  icon: Icon,
  busy,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`pn-button ${rest.className ?? ''}`}
      data-tone={tone}
      data-size={size}
      data-busy={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {Icon ? <Icon aria-hidden /> : null}
      {children === undefined ? null : <span>{children}</span>}
      {busy ? <span className="pn-button-spin" /> : null}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: LucideIcon;
  /** Read by screen readers and shown as the tooltip. */
  label: string;
  keys?: string;
}

/** A square button that shows only a sign; its label is its tooltip and its accessible name. */
export function IconButton({
  icon: Icon,
  label,
  keys,
  tone = 'quiet',
  size = 'normal',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={`pn-button ${rest.className ?? ''}`}
        data-tone={tone}
        data-size={size}
        data-square
      >
        <Icon aria-hidden />
      </button>
    </Tooltip>
  );
}

/** A link that looks like a button: for going somewhere rather than doing something. */
export function ButtonLink(
  props: LinkTarget & { tone?: ButtonTone; size?: ButtonSize; icon?: LucideIcon; children: ReactNode },
) {
  const { tone = 'plain', size = 'normal', icon: Icon, children, ...target } = props;
  return (
    <Link {...target} bare className="pn-button" data-tone={tone} data-size={size}>
      {Icon ? <Icon aria-hidden /> : null}
      <span>{children}</span>
    </Link>
  );
}
