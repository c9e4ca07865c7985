import { UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { duplicatesContract } from '../../duplicates/duplicates.contract.ts';
import { CustomerLink } from '../../profiles/web/customer-link.tsx';
import { mostRemindersCounted, type Reminder, remindersContract } from '../reminders.contract.ts';
import { ReminderDialog } from './reminder-dialog.tsx';
import { ReminderRow } from './reminder-row.tsx';
import './reminders.css';

const lookEveryMs = 60_000;
const { myReminders, countReminders } = remindersContract.endpoints;

/** What waits for me: my reminders, the one due first at the top, and customers who may be one and the same. `empty`: no customers yet. */
export function Panel({ empty }: { empty: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [editing, setEditing] = useState<Reminder | null>(null);
  const pages = useEndpointPages(myReminders, { limit: 6 }, { refreshMs: lookEveryMs });
  const count = useEndpoint(countReminders, {}, { refreshMs: lookEveryMs });
  const { rows } = pages;
  // A new installation has other beginnings.
  if (empty && !rows?.length) return null;
  const { overdue = 0, today = 0 } = count.data ?? {};
  const shown = (counted: number) =>
    counted >= mostRemindersCounted ? `${format.number(mostRemindersCounted - 1)}+` : format.number(counted);
  const note = [
    overdue > 0 ? t('myDay.overdue', { count: overdue, shown: shown(overdue) }) : '',
    today > 0 ? t('myDay.today', { count: today, shown: shown(today) }) : '',
  ].filter(Boolean);
  return (
    <Section title={t('myDay.title')} note={note.join(format.punctuation.comma) || undefined}>
      {pages.error && !rows ? <ErrorState inset error={pages.error} onRetry={pages.retry} /> : null}
      {!rows && !pages.error ? <SkeletonLines lines={3} /> : null}
      {rows?.length === 0 ? <p className="pn-soft">{t('myDay.nothing')}</p> : null}
      {rows && rows.length > 0 ? (
        <ul className="rm-rows rm-day">
          {rows.map((reminder) => (
            <ReminderRow
              key={reminder.id}
              reminder={reminder}
              onEdit={setEditing}
              about={<CustomerLink customerId={reminder.customerId}>{reminder.customerName}</CustomerLink>}
            />
          ))}
        </ul>
      ) : null}
      {pages.hasMore ? (
        <Button size="small" tone="quiet" busy={pages.loadingMore} onClick={pages.loadMore}>
          {t('myDay.more')}
        </Button>
      ) : null}
      <Duplicates />
      {editing ? (
        <ReminderDialog
          customer={{ id: editing.customerId, ownerId: editing.ownerId }}
          reminder={editing}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </Section>
  );
}

function Duplicates() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { data } = useEndpoint(duplicatesContract.endpoints.countPossibleDuplicates, {});
  if (!data || data.count === 0) return null;
  const shown = `${format.number(data.count)}${data.exact ? '' : '+'}`;
  return (
    <p className="rm-pairs">
      <UsersRound size={16} aria-hidden />
      <Link to="/customers/duplicates">{t('myDay.pairs', { count: data.count, shown })}</Link>
    </p>
  );
}
