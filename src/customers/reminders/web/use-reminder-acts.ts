import { useTranslation } from 'react-i18next';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useFeedsAgain } from '#platform/ui/feeds.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type Reminder, remindersContract } from '../reminders.contract.ts';

const { changeReminder, removeReminder, addReminder, reminders, myReminders, countReminders } =
  remindersContract.endpoints;

/** What can be done with a reminder where it stands, each with its way back; lists of reminders follow. */
export function useReminderActs() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const again = useFeedsAgain();
  const settle = (customerId: string) =>
    Promise.all([refresh(reminders, myReminders, countReminders), again('customer', customerId)]);
  const run = async (customerId: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      toast({ tone: 'danger', title: t('reminder.failed'), note: problemText(error) });
    }
    await settle(customerId);
  };
  const change = (of: Reminder, { version, ...edit }: { version: number; [field: string]: unknown }) =>
    call(changeReminder, { id: of.customerId, reminderId: of.id, ...edit }, { version });
  const undo = (of: Reminder, version: number, edit: object) => ({
    label: t('bin.undo'),
    run: () => void run(of.customerId, async () => void (await change(of, { version, ...edit }))),
  });
  return {
    settle,
    finish: (of: Reminder) =>
      run(of.customerId, async () => {
        const { version } = await change(of, { version: of.version, done: true });
        toast({
          key: 'reminder',
          title: t('reminder.finished'),
          note: of.text,
          action: undo(of, version, { done: false }),
        });
      }),
    putOff: (of: Reminder, dueAt: string) =>
      run(of.customerId, async () => {
        const { version } = await change(of, { version: of.version, dueAt });
        toast({
          key: 'reminder',
          title: t('reminder.putOffTo', { time: format.dateTime(dueAt) }),
          note: of.text,
          action: undo(of, version, { dueAt: of.dueAt }),
        });
      }),
    remove: (of: Reminder) =>
      run(of.customerId, async () => {
        await call(removeReminder, { id: of.customerId, reminderId: of.id });
        const { customerId: id, text, dueAt, assigneeId } = of;
        toast({
          key: 'reminder',
          title: t('reminder.removed'),
          note: text,
          action: {
            label: t('bin.undo'),
            run: () =>
              void run(id, async () => void (await call(addReminder, { id, text, dueAt, assigneeId }))),
          },
        });
      }),
  };
}
