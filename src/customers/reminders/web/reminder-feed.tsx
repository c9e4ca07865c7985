import { CalendarCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import type { TimelineEntry } from '#platform/ui/timeline.tsx';
import { type Reminder, remindersContract } from '../reminders.contract.ts';

/** Next steps that were taken, as entries of their customer's timeline. */
export async function readFeed(
  customerId: string,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<{ entries: TimelineEntry[]; next: string | null }> {
  const { items, next } = await call(
    remindersContract.endpoints.reminders,
    { id: customerId, cursor, limit: 30, done: true },
    { signal },
  );
  return {
    entries: items.map((reminder) => ({
      key: `reminder-${reminder.id}`,
      at: reminder.doneAt!,
      icon: CalendarCheck,
      tone: 'good',
      title: <Title reminder={reminder} />,
      body: reminder.text,
    })),
    next,
  };
}

function Title({ reminder: { doneBy } }: { reminder: Reminder }) {
  const { t } = useTranslation('customers');
  const nameOf = useColleagueName();
  return (
    <>
      {t('reminder.wasDone')}
      {doneBy?.startsWith('user:') ? <span className="pn-faint ac-by">{nameOf(doneBy.slice(5))}</span> : null}
    </>
  );
}
