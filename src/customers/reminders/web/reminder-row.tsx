import { Check, Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { Reminder } from '../reminders.contract.ts';
import { dueTimes } from './due-times.ts';
import './reminders.css';
import { useReminderActs } from './use-reminder-acts.ts';

interface ReminderRowProps {
  reminder: Reminder;
  /** Whom it is about, where the page does not say. */
  about?: ReactNode;
  onEdit: (reminder: Reminder) => void;
}

/** One open reminder: what, when, whose; done, put off or changed where it stands. */
export function ReminderRow({ reminder, about, onEdit }: ReminderRowProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const acts = useReminderActs();
  const { text, mayChange, dueAt } = reminder;
  return (
    <li className="rm-row">
      <span className="rm-words">
        <span className="rm-text">{text}</span>
        <span className="rm-notes">
          {about}
          <DueText dueAt={dueAt} />
          <WhoText reminder={reminder} />
        </span>
      </span>
      {mayChange ? (
        <span className="rm-acts">
          <Button
            size="small"
            icon={Check}
            aria-label={t('reminder.finishIt', { text })}
            onClick={() => void acts.finish(reminder)}
          >
            {t('reminder.finish')}
          </Button>
          <Menu
            align="end"
            trigger={<IconButton icon={Ellipsis} size="small" label={t('reminder.more', { text })} />}
            entries={[
              { key: 'later', heading: t('reminder.putOff') },
              ...dueTimes(format.timeZone).map(({ key, at }) => ({
                key,
                label: t(`reminder.time.${key}`),
                note: format.dateTime(at),
                onSelect: () => void acts.putOff(reminder, at),
              })),
              { key: 'line', line: true as const },
              { key: 'edit', label: t('reminder.edit'), onSelect: () => onEdit(reminder) },
              {
                key: 'remove',
                label: t('reminder.remove'),
                danger: true,
                onSelect: () => void acts.remove(reminder),
              },
            ]}
          />
        </span>
      ) : null}
    </li>
  );
}

function DueText({ dueAt }: { dueAt: string }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const overdue = new Date(dueAt) < new Date();
  return (
    <time dateTime={dueAt} title={format.timeZone} data-overdue={overdue || undefined} className="rm-due">
      {overdue
        ? t('reminder.overdue', { time: format.dateTime(dueAt), ago: format.ago(dueAt) })
        : format.dateTime(dueAt)}
    </time>
  );
}

function WhoText({ reminder: { userId } }: { reminder: Reminder }) {
  const { t } = useTranslation('customers');
  const { user } = useSession();
  const nameOf = useColleagueName();
  if (userId === user.id) return null;
  return <span>{userId === null ? t('owner.nobody') : nameOf(userId)}</span>;
}
