import type { ReactNode } from 'react';
import './progress.css';

export interface ProgressBarProps {
  label: string;
  /** Between 0 and 1; null while the end is not known. */
  value: number | null;
  /** Left below the label: how many of how many. */
  detail?: ReactNode;
  /** Right: the rest time in words. */
  rest?: ReactNode;
  tone?: 'good' | 'attention' | 'danger';
}

/** How far a job is; says it in words too. */
export function ProgressBar({ label, value, detail, rest, tone }: ProgressBarProps) {
  return (
    <div className="pn-progress">
      <div
        className="pn-progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      >
        <div
          className="pn-progress-fill"
          data-tone={tone}
          data-unknown={value === null || undefined}
          style={value === null ? undefined : { width: `${Math.min(1, Math.max(0, value)) * 100}%` }}
        />
      </div>
      {detail || rest ? (
        <div className="pn-progress-words">
          <span>{detail}</span>
          <span className="pn-soft">{rest}</span>
        </div>
      ) : null}
    </div>
  );
}

const circumference = 2 * Math.PI * 7;

/** The small ring of work in progress; `value` between 0 and 1. */
export function Ring({ value }: { value: number }) {
  return (
    <svg className="pn-ring" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r="7" />
      <circle
        cx="9"
        cy="9"
        r="7"
        strokeDasharray={circumference}
        strokeDashoffset={circumference * (1 - Math.min(1, value))}
      />
    </svg>
  );
}
