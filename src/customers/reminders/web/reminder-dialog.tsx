import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { localOf } from '#platform/ui/local-time.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { type Reminder, remindersContract } from '../reminders.contract.ts';
import { isWhole, type StepDraft, StepFields, useBlankStep, useStepOf } from './step-fields.tsx';
import { useReminderActs } from './use-reminder-acts.ts';

interface ReminderDialogProps {
  customer: Pick<CustomerDetail, 'id' | 'ownerId'>;
  /** The one to change; a new one where left out. */
  reminder?: Reminder;
  onClose: () => void;
}

/** Plans a next step, or changes one: what, when, who. */
export function ReminderDialog({ customer, reminder, onClose }: ReminderDialogProps) {
  const { t } = useTranslation('customers');
  const { timeZone } = useFormat();
  const blank = useBlankStep(customer.ownerId);
  const stepOf = useStepOf();
  const { settle } = useReminderActs();
  const [draft, setDraft] = useState<StepDraft>(
    reminder
      ? { text: reminder.text, when: localOf(reminder.dueAt, timeZone), assigneeId: reminder.assigneeId }
      : blank,
  );
  const adding = useSend(remindersContract.endpoints.addReminder);
  const changing = useSend(remindersContract.endpoints.changeReminder);
  const { sending, error } = reminder ? changing : adding;
  const submit = async () => {
    if (!isWhole(draft)) return;
    const step = stepOf(draft);
    try {
      if (reminder)
        await changing.send(
          { id: customer.id, reminderId: reminder.id, ...step },
          { version: reminder.version },
        );
      else await adding.send({ id: customer.id, ...step });
    } catch {
      return;
    } finally {
      await settle(customer.id);
    }
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(reminder ? 'reminder.change' : 'reminder.plan')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={!isWhole(draft)}>
            {t('reminder.save')}
          </Button>
        </>
      }
    >
      <StepFields
        customer={customer}
        draft={draft}
        set={(change) => setDraft((before) => ({ ...before, ...change }))}
        autoFocus
      />
      {error ? (
        <p className="rm-problem" role="alert">
          {problemText(error)}
        </p>
      ) : null}
    </Dialog>
  );
}
