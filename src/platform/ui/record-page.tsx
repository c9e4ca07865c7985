import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMedia } from './media.ts';
import { type Crumb, usePlace } from './place.tsx';
import './record-page.css';
import { Skeleton, SkeletonLines } from './skeleton.tsx';

export interface RecordPageProps {
  /** The name as text, for the browser tab and the top bar. */
  name: string;
  /** The name as it is drawn, for example to be edited; `name` where left out. */
  title?: ReactNode;
  avatar?: ReactNode;
  /** A Badge or two: its state. */
  status?: ReactNode;
  /** The line below the name. */
  note?: ReactNode;
  /** The next step, and the menu of the rest. */
  actions?: ReactNode;
  /** Figures across the page. */
  figures?: ReactNode;
  trail: Crumb[];
  /** Left, middle, right; without `related` the middle takes the room. */
  facts: ReactNode;
  timeline: ReactNode;
  related?: ReactNode;
}

/** The anatomy of every record: who and what is next on top; facts, timeline, related things in three columns. */
export function RecordPage(props: RecordPageProps) {
  const { t } = useTranslation('ui');
  usePlace(props.name, props.trail);
  // Each column scrolls by itself only while they stand side by side.
  const wide = useMedia('(min-width: 1200px)');
  const column = (className: string, label: string, content: ReactNode) => (
    <div
      role="group"
      className={`pn-record-column pn-scroll ${className}`}
      aria-label={label}
      tabIndex={wide ? 0 : undefined}
    >
      {content}
    </div>
  );
  return (
    <div className="pn-record">
      <header className="pn-record-head">
        <div className="pn-record-who">
          {props.avatar}
          <div className="pn-record-words">
            <div className="pn-record-title">
              <h1>{props.title ?? props.name}</h1>
              {props.status}
            </div>
            {props.note ? <div className="pn-record-note">{props.note}</div> : null}
          </div>
        </div>
        {props.actions ? <div className="pn-record-acts">{props.actions}</div> : null}
      </header>
      {props.figures ? <div className="pn-record-figures">{props.figures}</div> : null}
      <div className="pn-record-columns" data-columns data-two={props.related === undefined || undefined}>
        {column('pn-record-facts', t('record.facts'), props.facts)}
        {column('pn-record-middle', t('record.timeline'), props.timeline)}
        {props.related === undefined ? null : column('pn-record-related', t('record.related'), props.related)}
      </div>
    </div>
  );
}

/** The shape of a record that is on its way. */
export function RecordSkeleton() {
  return (
    <div className="pn-record" aria-busy>
      <div className="pn-record-head">
        <Skeleton width={200} height={20} />
      </div>
      <div className="pn-record-columns" data-columns>
        {[6, 8, 5].map((lines) => (
          <div key={lines} className="pn-record-column">
            <SkeletonLines lines={lines} />
          </div>
        ))}
      </div>
    </div>
  );
}
