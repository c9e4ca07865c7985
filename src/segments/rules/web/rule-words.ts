import type { OutputOf } from '#platform/http/contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import type { ConditionType } from '../conditions/conditions.contract.ts';
import { rfmMeasures } from '../conditions/rfm.contract.ts';
import { rulesContract } from '../rules.contract.ts';
import type { LooseCondition } from './draft.ts';

export type Words = OutputOf<typeof rulesContract.endpoints.words>;
type Texts = Record<'en' | 'zh', string>;

/** Something that can be asked, as people find it. */
export interface RuleWord {
  key: string;
  group: 'person' | 'orders' | 'contact' | 'work' | 'own';
  type: ConditionType;
  /** What of a condition says this. */
  asked: Record<string, unknown>;
  /** The key of its name in our messages; fields of the organisation's own bring theirs. */
  label: string | Texts;
  /** Another word says all of it: rules that have it keep it, but nobody is offered both. */
  unlisted?: true;
}

export const wordGroups = ['person', 'orders', 'contact', 'work', 'own'] as const;

/** What whoever writes may ask about, as the server says. */
export function useWords(): { words: Words | undefined; error: unknown; retry: () => void } {
  const { data, error, refetch } = useEndpoint(rulesContract.endpoints.words, {});
  return { words: data, error: data ? null : error, retry: () => void refetch() };
}

const ofContact: ReadonlySet<string> = new Set(['phone', 'email', 'wechat', 'website']);
const ofOrders: ReadonlySet<string> = new Set([
  'orders',
  'cancellations',
  'spendMinor',
  'firstOrderAt',
  'lastOrderAt',
]);
/** Totals of all time, which documents say as well, for a window and for some products too. */
const saidByOrders: Readonly<Record<string, string>> = { orders: 'count', spendMinor: 'spend' };
/** Fields whose name is no word of a sentence stand in it otherwise. */
const namedApart: ReadonlySet<string> = new Set(['cameFrom']);
const ofWork: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'cameFrom']);
const plain = [
  'age',
  'birthday',
  'tag',
  'owner',
  'team',
  'source',
  'segment',
  'sequence',
  'stage',
  'grade',
] as const;
const groupOfPlain = {
  age: 'person',
  birthday: 'person',
  sequence: 'contact',
  stage: 'orders',
  grade: 'orders',
} as const;

/** Everything that can be asked, in the order in which it is offered. */
export function ruleWords(words: Words): RuleWord[] {
  const may = (type: ConditionType) => words.types.includes(type);
  const fields = words.fields.map(({ key }) => fieldWord(words, key));
  const orders = (words.orders?.kinds ?? []).flatMap((kind) =>
    (words.orders?.measures ?? []).map(
      (measure): RuleWord => ({
        key: `orders.${kind}.${measure}`,
        group: 'orders',
        type: 'orders',
        asked: { kind, measure },
        label: `builder.measure.${kind}.${measure}`,
      }),
    ),
  );
  const activities = may('activities')
    ? [undefined, ...words.activities].map(
        (activity): RuleWord => ({
          key: `activities.${activity ?? 'any'}`,
          group: 'contact',
          type: 'activities',
          asked: activity === undefined ? {} : { activities: [activity] },
          label: activity === undefined ? 'builder.word.activities' : `builder.activity.${activity}`,
        }),
      )
    : [];
  const others = plain.filter(may).map(
    (type): RuleWord => ({
      key: type,
      group: type in groupOfPlain ? groupOfPlain[type as keyof typeof groupOfPlain] : 'work',
      type,
      asked: {},
      label: `builder.word.${type}`,
    }),
  );
  const scores = (may('rfm') ? rfmMeasures : []).map(
    (measure): RuleWord => ({
      key: `rfm.${measure}`,
      group: 'orders',
      type: 'rfm',
      asked: { measure },
      label: `builder.word.rfm.${measure}`,
    }),
  );
  const own = words.customFields.map(
    ({ key, label, operators }): RuleWord => ({
      key: `customField.${key}`,
      group: 'own',
      type: 'customField',
      asked: { field: key, operator: operators[0] },
      label,
    }),
  );
  return [...orders, ...fields, ...scores, ...others, ...activities, ...own];
}

function fieldWord({ fields, orders }: Words, key: string): RuleWord {
  const group = ofContact.has(key)
    ? 'contact'
    : ofOrders.has(key)
      ? 'orders'
      : ofWork.has(key)
        ? 'work'
        : 'person';
  return {
    key: `field.${key}`,
    group,
    type: 'field',
    asked: { field: key, operator: fields.find((field) => field.key === key)?.operators[0] },
    label: namedApart.has(key) ? `builder.word.${key}` : `rules.field.${key}`,
    ...(orders?.measures.some((measure) => measure === saidByOrders[key]) ? { unlisted: true } : {}),
  };
}

/** The word that a condition was made of. */
export function wordOf(all: readonly RuleWord[], condition: LooseCondition): RuleWord | undefined {
  const { type, field, kind, measure, activities } = condition;
  if (type === 'field' || type === 'customField') return all.find(({ key }) => key === `${type}.${field}`);
  if (type === 'rfm') return all.find(({ key }) => key === `rfm.${measure}`);
  if (type === 'orders') return all.find(({ key }) => key === `orders.${kind}.${measure}`);
  const only = Array.isArray(activities) && activities.length === 1 ? activities[0] : 'any';
  if (type === 'activities') return all.find(({ key }) => key === `activities.${only}`);
  return all.find(({ key }) => key === type);
}
