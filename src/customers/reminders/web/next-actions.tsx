import { CalendarClock, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { type Reminder, remindersContract } from '../reminders.contract.ts';
import { ReminderDialog } from './reminder-dialog.tsx';
import { ReminderRow } from './reminder-row.tsx';
import './reminders.css';

const shownAtFirst = 2;

/** What is to be done with a customer next, and the way to plan it. */
export function NextActions({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<Reminder | 'new' | null>(null);
  const { data, error } = useEndpoint(
    remindersContract.endpoints.reminders,
    { id: customer.id, limit: 100 },
    { refreshMs: 60_000 },
  );
  const mayPlan = customer.mayChange && !customer.binnedAt;
  const items = data?.items;
  if (error && !items)
    return (
      <p className="rm-problem" role="alert">
        {problemText(error)}
      </p>
    );
  if (!items || (items.length === 0 && !mayPlan)) return null;
  const hidden = items.length - shownAtFirst;
  return (
    <section className="rm-next" aria-label={t('reminder.next')} data-empty={items.length === 0 || undefined}>
      <div className="rm-head">
        <CalendarClock size={16} aria-hidden />
        <h2>{items.length === 0 ? t('reminder.none') : t('reminder.next')}</h2>
        {mayPlan ? (
          <Button size="small" tone="quiet" icon={Plus} onClick={() => setOpen('new')}>
            {t('reminder.plan')}
          </Button>
        ) : null}
      </div>
      {items.length > 0 ? (
        <ul className="rm-rows">
          {items.slice(0, all ? undefined : shownAtFirst).map((reminder) => (
            <ReminderRow key={reminder.id} reminder={reminder} onEdit={setOpen} />
          ))}
        </ul>
      ) : null}
      {hidden > 0 && !all ? (
        <Button size="small" tone="quiet" onClick={() => setAll(true)}>
          {t('reminder.moreOf', { count: hidden, shown: format.number(hidden) })}
        </Button>
      ) : null}
      {open ? (
        <ReminderDialog
          customer={customer}
          reminder={open === 'new' ? undefined : open}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  );
}
