import './work-tray.css';
import { useQueryClient } from '@tanstack/react-query';
import { CircleDashed } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { workKey } from '#platform/ui/endpoint-hooks.ts';
import { Link, useGo } from '#platform/ui/link.tsx';
import type { WorkItem } from '#platform/ui/page.ts';
import { Popover } from '#platform/ui/popover.tsx';
import { ProgressBar, Ring } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { isActive, shareOf, tones, useWork } from './use-work.tsx';

const trayMs = 60 * 60_000;

/** The ring of work in progress and the tray behind it. Says when something ends, wherever one is by then. */
export function WorkTray() {
  const { t } = useTranslation('shell');
  const { items = [] } = useWork(trayMs);
  useEndNotice(items);
  const active = items.filter(isActive);
  const share = active.reduce((sum, item) => sum + shareOf(item), 0) / Math.max(1, active.length);
  const label = active.length > 0 ? t('work.running', { count: active.length }) : t('work.none');
  return (
    <Popover
      title={t('work.title')}
      align="end"
      trigger={
        <button
          type="button"
          className="pn-button"
          data-tone="quiet"
          data-square
          aria-label={label}
          title={label}
        >
          {active.length > 0 ? <Ring value={share} /> : <CircleDashed aria-hidden />}
        </button>
      }
    >
      <div className="sh-work">
        {items.length === 0 ? <p className="pn-soft">{t('work.empty')}</p> : null}
        {items.map((item) => (
          <WorkRow key={item.key} item={item} />
        ))}
        <Link to="/work">{t('work.all')}</Link>
      </div>
    </Popover>
  );
}

function WorkRow({ item }: { item: WorkItem }) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const client = useQueryClient();
  const cancel = item.cancel;
  const rest = item.restMs ? t('work.rest', { time: format.duration(item.restMs) }) : undefined;
  const total =
    item.total === null
      ? undefined
      : t('work.of', { done: format.number(item.done), total: format.number(item.total) });
  return (
    <div className="sh-work-row">
      <div className="sh-work-top">
        <Link ink to={item.to} className="pn-clip">
          {item.label}
        </Link>
        {isActive(item) && cancel ? (
          <Button
            size="small"
            tone="quiet"
            onClick={() => void cancel().finally(() => client.invalidateQueries({ queryKey: workKey }))}
          >
            {t('work.cancel')}
          </Button>
        ) : null}
        {isActive(item) ? null : <Badge tone={tones[item.state]}>{t(`work.state.${item.state}`)}</Badge>}
      </div>
      {isActive(item) ? (
        <ProgressBar
          label={item.label}
          value={item.total === null ? null : shareOf(item)}
          detail={total}
          rest={rest}
        />
      ) : null}
    </div>
  );
}

function useEndNotice(items: WorkItem[]): void {
  const { t } = useTranslation('shell');
  const go = useGo();
  const running = useRef(new Set<string>());
  useEffect(() => {
    for (const item of items) {
      if (isActive(item)) running.current.add(item.key);
      else if (running.current.delete(item.key) && location.pathname !== item.to) {
        toast({
          title: item.label,
          note: t(`work.ended.${item.state}`),
          tone: item.state === 'failed' ? 'danger' : 'done',
          action: { label: t('work.show'), run: () => go(item.to) },
        });
      }
    }
  }, [items, t, go]);
}
