import { CalendarClock, MapPin, MessageSquare, Phone, StickyNote } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '#platform/http/request.contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Input, Textarea } from '#platform/ui/field.tsx';
import { instantOf, localOf } from '#platform/ui/local-time.ts';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { ChooseFiles } from '../../attachments/web/choose-files.tsx';
import { ChosenFiles, useChosenFiles } from '../../attachments/web/chosen-files.tsx';
import { NewFields, useNewFields } from '../../custom-fields/web/new-fields.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { isWhole, StepFields, useBlankStep, useStepOf } from '../../reminders/web/step-fields.tsx';
import { useReminderActs } from '../../reminders/web/use-reminder-acts.ts';
import { activitiesContract } from '../activities.contract.ts';

const icons = { note: StickyNote, call: Phone, visit: MapPin, message: MessageSquare };

/** What people write down here; other types come from files and other systems. */
const writtenTypes = ['note', 'call', 'visit', 'message'] as const;
type WrittenType = (typeof writtenTypes)[number];

const blank = { text: '', direction: 'out', outcome: 'reached', channel: 'wechat', place: '', when: '' };
type Draft = typeof blank;

interface ActivityComposerProps {
  customer: CustomerDetail;
  onDone: () => void;
}

/** Writes down what has just happened: a remark, a call, a visit or a message; and what comes next. */
export function ActivityComposer({ customer, onDone }: ActivityComposerProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [type, setType] = useState<WrittenType>('note');
  const [draft, setDraft] = useState(blank);
  const [open, setOpen] = useState(false);
  const blankStep = useBlankStep(customer.ownerId);
  const [step, setStep] = useState<typeof blankStep | null>(null);
  const stepOf = useStepOf();
  const { settle } = useReminderActs();
  const key = useRef(newKey());
  const { send, sending, error: refusal } = useSend(activitiesContract.endpoints.addActivity);
  const chosen = useChosenFiles(customer.id);
  const own = useNewFields('activity', type);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const [tried, setTried] = useState(false);
  const lacksText = (type === 'note' || type === 'message') && draft.text.trim() === '';
  // Fields of the organisation say it where they stand.
  const lacking = [
    ...(lacksText ? [t('composer.lacksText')] : []),
    ...(step && !isWhole(step) ? [t('composer.planNext')] : []),
  ];
  const submit = async () => {
    setTried(true);
    if (lacking.length > 0 || own.lacks.length > 0 || own.coming || sending || chosen.coming) return;
    try {
      const { id: activityId } = await send({
        id: customer.id,
        type,
        payload: payloadOf(type, draft),
        customFields: own.values,
        occurredAt: draft.when ? instantOf(draft.when, format.timeZone) : undefined,
        key: key.current,
        next: step ? stepOf(step) : undefined,
      });
      key.current = newKey();
      setDraft(blank);
      own.clear();
      setTried(false);
      setOpen(false);
      if (step) void settle(customer.id);
      setStep(null);
      onDone();
      await chosen.keepWith(activityId);
    } catch (error) {
      toast({ tone: 'danger', title: t('composer.failed'), note: problemText(error) });
    }
  };
  return (
    <form
      className="ac-composer"
      {...chosen.dropping}
      aria-label={t('composer.label')}
      onFocus={() => setOpen(true)}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
      }}
    >
      <TypeChoice type={type} onChange={setType} />
      <Textarea
        rows={open ? 3 : 2}
        aria-label={t(`composer.text.${type}`)}
        placeholder={t(`composer.text.${type}`)}
        aria-invalid={(tried && lacksText) || undefined}
        value={draft.text}
        onChange={(text) => set({ text })}
        maxLength={10_000}
      />
      {own.fields.length > 0 && (open || draft.text) ? (
        <div className="ac-own">
          <NewFields
            fields={own.fields}
            drafts={own.drafts}
            problems={fieldProblems(refusal)}
            lacks={tried ? own.lacks : []}
            onChange={own.onChange}
          />
        </div>
      ) : null}
      {step ? (
        <div className="ac-step" role="group" aria-label={t('reminder.with')}>
          <StepFields
            customer={customer}
            draft={step}
            set={(change) => setStep({ ...step, ...change })}
            autoFocus
          />
        </div>
      ) : null}
      <ChosenFiles {...chosen} />
      {tried ? <Lacks fields={lacking} /> : null}
      {open || draft.text || step || chosen.files.length > 0 ? (
        <div className="ac-tools">
          <TypeFields type={type} draft={draft} set={set} />
          <Input
            type="datetime-local"
            aria-label={t('composer.when')}
            title={t('composer.when')}
            className="ac-when"
            value={draft.when || localOf(new Date(), format.timeZone)}
            max={localOf(new Date(), format.timeZone)}
            onChange={(when) => set({ when })}
          />
          <Button
            size="small"
            tone="quiet"
            icon={CalendarClock}
            aria-pressed={step !== null}
            onClick={() => setStep(step ? null : blankStep)}
          >
            {t('composer.planNext')}
          </Button>
          <ChooseFiles onFiles={chosen.choose} />
          <span className="ac-room" />
          <Button
            type="submit"
            size="small"
            tone="main"
            busy={sending || chosen.coming !== null || (tried && own.coming)}
          >
            {t('composer.add')}
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function Lacks({ fields }: { fields: string[] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (fields.length === 0) return null;
  return (
    <p className="ac-lacks" role="alert">
      {t('composer.lacks', { fields: format.list(fields) })}
    </p>
  );
}

/** What it was, as a row of signs. */
function TypeChoice({ type, onChange }: { type: WrittenType; onChange: (type: WrittenType) => void }) {
  const { t } = useTranslation('customers');
  return (
    <div className="ac-types" role="group" aria-label={t('composer.type')}>
      {writtenTypes.map((each) => {
        const Icon = icons[each];
        return (
          <button
            key={each}
            type="button"
            className="ac-type"
            aria-pressed={each === type}
            onClick={() => onChange(each)}
          >
            <Icon size={14} aria-hidden />
            {t(`composer.${each}`)}
          </button>
        );
      })}
    </div>
  );
}

interface TypeFieldsProps {
  type: WrittenType;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}

function TypeFields({ type, draft, set }: TypeFieldsProps) {
  const { t } = useTranslation('customers');
  const select = (field: 'direction' | 'outcome' | 'channel', values: string[], prefix: string) => (
    <div className="ac-select">
      <Select
        label={t(`composer.${field}`)}
        value={draft[field]}
        onChange={(value) => set({ [field]: value })}
        options={values.map((value) => ({ value, label: t(`${prefix}.${value}`) }))}
      />
    </div>
  );
  if (type === 'visit') {
    return (
      <Input
        className="ac-place"
        aria-label={t('composer.place')}
        placeholder={t('composer.place')}
        value={draft.place}
        onChange={(place) => set({ place })}
        maxLength={300}
      />
    );
  }
  if (type === 'call') {
    return (
      <>
        {select('direction', ['out', 'in'], 'activity.call')}
        {select('outcome', ['reached', 'noAnswer', 'busy', 'wrongNumber'], 'outcome')}
      </>
    );
  }
  if (type === 'message') {
    return (
      <>
        {select('direction', ['out', 'in'], 'activity.message')}
        {select('channel', ['wechat', 'sms', 'email', 'other'], 'channel')}
      </>
    );
  }
  return null;
}

function payloadOf(type: WrittenType, draft: Draft): Record<string, unknown> {
  const { direction, outcome, channel } = draft;
  const text = draft.text.trim() || undefined;
  if (type === 'call') return { direction, outcome, text };
  if (type === 'visit') return { place: draft.place.trim() || undefined, text };
  if (type === 'message') return { direction, channel, text };
  return { text };
}
