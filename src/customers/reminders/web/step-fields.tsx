import { useTranslation } from 'react-i18next';
import { useColleagueName, useColleagues } from '#platform/ui/colleagues.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Input } from '#platform/ui/field.tsx';
import { instantOf, localOf } from '#platform/ui/local-time.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { dueTimes } from './due-times.ts';
import './reminders.css';

/** A next step while it is being written; `when` on the clocks of the organisation. */
export interface StepDraft {
  text: string;
  when: string;
  assigneeId: string | null;
}

/** Stands for whoever looks after the customer, since an empty text chooses nothing. */
const ofOwner = 'owner';

/** Tomorrow morning, for whoever looks after the customer; where nobody does, for the one who writes. */
export function useBlankStep(ownerId: string | null): StepDraft {
  const { timeZone } = useFormat();
  const { user } = useSession();
  return { text: '', when: dueTimes(timeZone)[0]!.local, assigneeId: ownerId ? null : user.id };
}

/** What the API is told. */
export function useStepOf(): (draft: StepDraft) => {
  text: string;
  dueAt: string;
  assigneeId: string | null;
} {
  const { timeZone } = useFormat();
  return ({ text, when, assigneeId }) => ({
    text: text.trim(),
    dueAt: instantOf(when, timeZone),
    assigneeId,
  });
}

export const isWhole = ({ text, when }: StepDraft) => text.trim() !== '' && when !== '';

interface StepFieldsProps {
  customer: Pick<CustomerDetail, 'ownerId'>;
  draft: StepDraft;
  set: (change: Partial<StepDraft>) => void;
  autoFocus?: boolean;
}

/** What is to be done, when and by whom. */
export function StepFields({ customer, draft, set, autoFocus }: StepFieldsProps) {
  const { t } = useTranslation('customers');
  const { timeZone } = useFormat();
  const options = useAssignees(customer.ownerId);
  const chosen = options.find(({ value }) => value === (draft.assigneeId ?? ofOwner)) ?? null;
  return (
    <div className="rm-fields">
      <Input
        aria-label={t('reminder.what')}
        placeholder={t('reminder.whatHint')}
        value={draft.text}
        onChange={(text) => set({ text })}
        maxLength={500}
        autoFocus={autoFocus}
      />
      <div className="rm-fields-row">
        <Input
          type="datetime-local"
          className="rm-when"
          aria-label={t('reminder.when')}
          title={t('reminder.when')}
          value={draft.when}
          min={localOf(new Date(), timeZone)}
          onChange={(when) => set({ when })}
        />
        <div className="rm-who">
          <Combobox
            label={t('reminder.who')}
            value={chosen}
            options={options}
            onChange={(option) =>
              set({ assigneeId: !option || option.value === ofOwner ? null : option.value })
            }
          />
        </div>
      </div>
      <div className="rm-times" role="group" aria-label={t('reminder.times')}>
        {dueTimes(timeZone).map(({ key, local }) => (
          <button
            key={key}
            type="button"
            className="ac-choice"
            aria-pressed={draft.when === local}
            onClick={() => set({ when: local })}
          >
            {t(`reminder.time.${key}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

function useAssignees(ownerId: string | null): Option[] {
  const { t } = useTranslation('customers');
  const { user } = useSession();
  const nameOf = useColleagueName();
  const active = useColleagues().filter((colleague) => colleague.active);
  const owner = ownerId
    ? {
        value: ofOwner,
        label: ownerId === user.id ? t('reminder.me') : nameOf(ownerId),
        note: t('reminder.ownerNote'),
      }
    : { value: ofOwner, label: t('reminder.owner'), note: t('reminder.ownerNote') };
  const others = active
    .filter(({ id }) => id !== ownerId)
    .toSorted((one, other) => Number(other.id === user.id) - Number(one.id === user.id))
    .map(({ id, name }) => ({ value: id, label: id === user.id ? t('reminder.me') : name }));
  return [owner, ...others];
}
