import type { ReactNode } from 'react';
import './figure.css';
import { Link, type Search } from './link.tsx';
import { Skeleton } from './skeleton.tsx';

export interface FigureProps {
  label: string;
  /** Formatted; undefined while it is being counted. */
  value: string | undefined;
  unit?: string;
  /** The period, or what it is compared with. */
  note?: ReactNode;
  tone?: 'good' | 'danger';
  /** The list of what was counted. */
  to?: string;
  search?: Search;
  size?: 'normal' | 'small';
}

/** A number with its unit and period; a door to what was counted. */
export function Figure({ label, value, unit, note, tone, to, search, size = 'normal' }: FigureProps) {
  const inner = (
    <>
      <span className="pn-figure-label">{label}</span>
      <span className="pn-figure-value">
        {value === undefined ? <Skeleton width={96} height={size === 'small' ? 20 : 28} /> : value}
        {unit && value !== undefined ? <span className="pn-figure-unit">{unit}</span> : null}
      </span>
      {note ? (
        <span className="pn-figure-note" data-tone={tone}>
          {note}
        </span>
      ) : null}
    </>
  );
  if (!to) {
    return (
      <div className="pn-figure" data-size={size}>
        {inner}
      </div>
    );
  }
  return (
    <Link bare to={to} search={search} className="pn-figure" data-size={size}>
      {inner}
    </Link>
  );
}

/** Figures in a row that wraps. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className="pn-figures">{children}</div>;
}
