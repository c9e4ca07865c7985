import type { ReactNode } from 'react';
import './badge.css';

export type Tone = 'neutral' | 'good' | 'attention' | 'danger' | 'info';

/** A word on a quiet ground; the word says it, the colour only helps. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="pn-badge" data-tone={tone}>
      {children}
    </span>
  );
}

/** A state in a row of a table: a sign whose shape differs by tone, and the word. */
export function Status({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="pn-status">
      <span className="pn-status-dot" data-tone={tone} />
      {children}
    </span>
  );
}
