import type { TFunction } from 'i18next';
import { Angry, Headset, MapPin, MessageSquare, Phone, StickyNote, TicketPercent, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { call } from '#platform/ui/client.ts';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import type { Narrowed } from '#platform/ui/page.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { TimelineEntry } from '#platform/ui/timeline.tsx';
import { ActivityFiles } from '../../attachments/web/activity-files.tsx';
import { useFilledFacts } from '../../custom-fields/web/field-sections.tsx';
import {
  type Activity,
  type ActivityType,
  activitiesContract,
  type activityPayloads,
} from '../activities.contract.ts';

const icons = {
  note: StickyNote,
  call: Phone,
  visit: MapPin,
  message: MessageSquare,
  meeting: Users,
  service: Headset,
  complaint: Angry,
  coupon: TicketPercent,
};

/** Activities as entries of their customer's timeline, narrowed to a `type` and to what the user `by` wrote down. */
export async function readFeed(
  customerId: string,
  cursor: string | undefined,
  signal: AbortSignal,
  { type, by }: Narrowed,
): Promise<{ entries: TimelineEntry[]; next: string | null }> {
  const { items, next } = await call(
    activitiesContract.endpoints.timeline,
    { id: customerId, cursor, limit: 30, type: type as ActivityType | undefined, userId: by },
    { signal },
  );
  return {
    entries: items.map((activity) => ({
      key: `activity-${activity.id}`,
      at: activity.occurredAt,
      icon: icons[activity.type],
      tone: activity.type === 'note' ? 'neutral' : 'info',
      title: <Title activity={activity} />,
      body: (
        <>
          {tellsMore(activity) ? <Body activity={activity} /> : null}
          <ActivityFiles customerId={customerId} activityId={activity.id} />
        </>
      ),
    })),
    next,
  };
}

function tellsMore(activity: Activity): boolean {
  return textOf(activity) !== undefined || Object.keys(activity.customFields).length > 0;
}

/** What was written, and what the organisation asks for beside it. */
function Body({ activity }: { activity: Activity }) {
  const facts = useFilledFacts('activity')(activity.customFields);
  const { punctuation } = useFormat();
  const text = textOf(activity);
  return (
    <>
      {text}
      {facts.length > 0 ? (
        <span className="ac-facts">
          {facts.map(({ key, label, value }) => (
            <span key={key}>
              <span className="pn-soft">
                {label}
                {punctuation.colon}
              </span>
              {value}
            </span>
          ))}
        </span>
      ) : null}
    </>
  );
}

type PayloadOf<Type extends keyof typeof activityPayloads> = z.output<(typeof activityPayloads)[Type]>;

function Title({ activity }: { activity: Activity }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const by = useActorName(activity.actor);
  return (
    <>
      {titleOf(activity, t, format.duration)}
      {by ? <span className="pn-faint ac-by">{by}</span> : null}
    </>
  );
}

function titleOf(
  { type, payload }: Activity,
  t: TFunction<'customers'>,
  duration: (ms: number) => string,
): string {
  if (type === 'call') {
    const { direction, outcome, durationSeconds } = payload as PayloadOf<'call'>;
    const words = t(`activity.call.${direction ?? 'any'}`);
    const notes = [
      outcome ? t(`outcome.${outcome}`) : '',
      durationSeconds ? duration(durationSeconds * 1_000) : '',
    ].filter(Boolean);
    return notes.length > 0
      ? t('activity.withNotes', { words, notes: notes.join(t('activity.and')) })
      : words;
  }
  if (type === 'message') {
    const { direction, channel } = payload as PayloadOf<'message'>;
    return t('activity.withNotes', {
      words: t(`activity.message.${direction ?? 'any'}`),
      notes: t(`channel.${channel}`),
    });
  }
  if (type === 'visit') {
    const { place } = payload as PayloadOf<'visit'>;
    return place ? t('activity.visitAt', { place }) : t('activity.visit');
  }
  if (type === 'note') return t('activity.note');
  const { subject, channel, amount, code } = payload as PayloadOf<'coupon'>;
  const notes = [code, subject, channel, amount].filter((note) => note !== undefined);
  const words = t(`activity.${type}`);
  return notes.length > 0 ? t('activity.withNotes', { words, notes: notes.join(t('activity.and')) }) : words;
}

function textOf({ payload }: Activity): string | undefined {
  return typeof payload.text === 'string' && payload.text ? payload.text : undefined;
}

/** Who wrote it down; empty for what no person did. */
function useActorName(actor: string): string {
  const nameOf = useColleagueName();
  return actor.startsWith('user:') ? nameOf(actor.slice('user:'.length)) : '';
}
