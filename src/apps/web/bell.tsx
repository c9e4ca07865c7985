import './bell.css';
import { Bell as BellSign } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Notification, notificationsContract } from '#admin/notifications/notifications.contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useEndpointPages, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useNotificationText } from '#platform/ui/notification-text.ts';
import { Popover } from '#platform/ui/popover.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { Time } from '#platform/ui/time.tsx';

const lookEveryMs = 30_000;
const mostCounted = 100;
const { countUnread, notifications, markRead } = notificationsContract.endpoints;

/** How much there is that I have not read, and what I was told. */
export function Bell() {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { data } = useEndpoint(countUnread, {}, { refreshMs: lookEveryMs });
  const count = data?.count ?? 0;
  const shown = count >= mostCounted ? `${mostCounted - 1}+` : format.number(count);
  const label = count > 0 ? t('bell.unread', { count, shown }) : t('bell.none');
  return (
    <Popover
      title={t('bell.title')}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className="pn-button sh-bell"
          data-tone="quiet"
          data-square
          aria-label={label}
          title={label}
        >
          <BellSign aria-hidden />
          {count > 0 ? (
            <span className="sh-bell-count" aria-hidden>
              {shown}
            </span>
          ) : null}
        </button>
      }
    >
      <Told unread={count > 0} onGone={() => setOpen(false)} />
    </Popover>
  );
}

function Told({ unread, onGone }: { unread: boolean; onGone: () => void }) {
  const { t } = useTranslation('shell');
  const pages = useEndpointPages(notifications, { limit: 30 }, { refreshMs: lookEveryMs });
  const { send, sending } = useSend(markRead, { refreshes: [countUnread, notifications] });
  const rows = pages.rows;
  const first = rows?.[0];
  return (
    <div className="sh-told">
      {!rows && !pages.error ? <SkeletonLines lines={4} /> : null}
      {!rows && pages.error ? <p role="alert">{problemText(pages.error)}</p> : null}
      {rows?.length === 0 && !pages.hasMore ? <p className="pn-soft">{t('bell.empty')}</p> : null}
      {rows && rows.length > 0 ? (
        <ul className="pn-scroll">
          {rows.map((row) => (
            <Line
              key={row.id}
              notification={row}
              onOpen={() => {
                void send({ ids: [row.id] }).catch(() => undefined);
                onGone();
              }}
            />
          ))}
        </ul>
      ) : null}
      <div className="sh-told-foot">
        {unread && first ? (
          <Button
            size="small"
            busy={sending}
            onClick={() => void send({ upTo: first.id }).catch(() => undefined)}
          >
            {t('bell.readAll')}
          </Button>
        ) : null}
        {pages.hasMore ? (
          <Button size="small" tone="quiet" busy={pages.loadingMore} onClick={pages.loadMore}>
            {t('bell.more')}
          </Button>
        ) : null}
        <Link to="/settings" onClick={onGone}>
          {t('bell.settings')}
        </Link>
      </div>
    </div>
  );
}

function Line({ notification, onOpen }: { notification: Notification; onOpen: () => void }) {
  const { t } = useTranslation('shell');
  const { textOf } = useNotificationText();
  const { note, to, search, madeAt, readAt } = notification;
  return (
    <li data-unread={readAt === null || undefined}>
      <Link bare to={to} search={search} className="sh-told-line" onClick={onOpen}>
        <span>
          {readAt === null ? <span className="pn-hidden">{t('bell.new')}</span> : null}
          {textOf(notification)}
        </span>
        {note ? <span className="pn-soft pn-clip">{note}</span> : null}
        <span className="pn-faint">
          <Time value={madeAt} />
        </span>
      </Link>
    </li>
  );
}
