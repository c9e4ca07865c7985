import type { TFunction } from 'i18next';
import { Circle, type LucideIcon } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tone } from './badge.tsx';
import { Button } from './button.tsx';
import { useFormat } from './session.tsx';
import { SkeletonLines } from './skeleton.tsx';
import './timeline.css';

export interface TimelineEntry {
  key: string;
  /** ISO time when it happened. */
  at: string;
  icon?: LucideIcon;
  tone?: Tone;
  title: ReactNode;
  body?: ReactNode;
  /** Who did it, or where it came from. */
  by?: string;
}

export interface TimelineProps {
  /** Newest first; undefined while loading. */
  entries: TimelineEntry[] | undefined;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
  /** Where something new is written down. */
  composer?: ReactNode;
  empty?: ReactNode;
}

/** What happened, newest first, under the days of the organisation's time zone. */
export function Timeline({ entries, hasMore, loadingMore, onMore, composer, empty }: TimelineProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const days = useMemo(() => byDay(entries ?? [], format.dayKey), [entries, format]);
  return (
    <div className="pn-timeline" aria-busy={entries === undefined}>
      {composer}
      {entries === undefined ? <SkeletonLines lines={6} /> : null}
      {entries?.length === 0 ? empty : null}
      {days.map(([day, ofDay]) => (
        <div key={day} className="pn-timeline-group">
          <h3 className="pn-timeline-day">{dayTitle(day, format, t)}</h3>
          <ol>
            {ofDay.map((entry) => (
              <Entry key={entry.key} entry={entry} time={format.time(entry.at)} />
            ))}
          </ol>
        </div>
      ))}
      {hasMore ? (
        <div className="pn-timeline-more">
          <Button size="small" busy={loadingMore} onClick={onMore}>
            {t('timeline.more')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Entry({ entry, time }: { entry: TimelineEntry; time: string }) {
  const Icon = entry.icon ?? Circle;
  return (
    <li className="pn-timeline-entry">
      <span className="pn-timeline-sign" data-tone={entry.tone}>
        <Icon aria-hidden />
      </span>
      <div className="pn-timeline-head">
        <span className="pn-timeline-title">{entry.title}</span>
        <span className="pn-timeline-by">
          {entry.by ? <span>{entry.by}</span> : null}
          <time dateTime={entry.at}>{time}</time>
        </span>
      </div>
      {entry.body ? <div className="pn-timeline-body">{entry.body}</div> : null}
    </li>
  );
}

function byDay(entries: TimelineEntry[], dayKey: (at: string) => string): [string, TimelineEntry[]][] {
  const days = new Map<string, TimelineEntry[]>();
  for (const entry of entries) {
    const day = dayKey(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}

function dayTitle(day: string, format: ReturnType<typeof useFormat>, t: TFunction<'ui'>): string {
  const written = format.date(day, true);
  if (day === format.dayKey(new Date())) return `${t('timeline.today')}${format.punctuation.comma}${written}`;
  return written;
}
