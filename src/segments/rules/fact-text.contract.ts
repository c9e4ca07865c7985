import type { OutputOf } from '#platform/http/contract.ts';
import { type RuleFieldKey, ruleField, ruleFieldKeys } from './conditions/rule-fields.contract.ts';
import type { rulesContract } from './rules.contract.ts';

type Endpoints = (typeof rulesContract)['endpoints'];
export type Fact = NonNullable<OutputOf<Endpoints['explainRule']>['nodes'][number]['because']>[number];

/** A condition as it stands in the rule. */
export type Asked = Readonly<Record<string, unknown>>;

/** How a place writes values for its reader. */
export interface FactWriting {
  /** A text of our messages; undefined where there is none. */
  text(key: string, values?: Record<string, string | number>): string | undefined;
  number(value: string): string;
  /** Minor units of the organisation's currency. */
  money(minor: string): string;
  day(day: string): string;
  time(instant: string): string;
  nameOf(type: 'region' | 'language', code: string): string;
  /** The value of a field of the organisation's own by its key. */
  own(key: string, value: string): string;
  /** What a grade is called; its key where it is gone, or kept from the reader. */
  grade(key: string): string;
}

const worths: ReadonlySet<unknown> = new Set(['spend', 'average', 'largest']);

/** A fact that decided about a condition as a person reads it; undefined for one that says no more than the sentence. */
export function factText({ fact, value }: Fact, asked: Asked, write: FactWriting): string | undefined {
  if (fact === 'step') return undefined;
  const say = (key: string, values?: Record<string, string | number>) =>
    write.text(key, values) ?? value ?? '';
  if (value === null) return write.text(`why.none.${fact}`) ?? say('why.none.value');
  switch (fact) {
    case 'value':
      return valueText(value, asked, write);
    case 'years':
      return say('why.years', { shown: write.number(value), count: Number(value) });
    case 'activity':
      return say(`builder.activity.${value}`);
    case 'score':
      return say('why.score', { count: Number(value) });
    case 'rfmGroup':
      return say(`rfm.group.${value}`);
    case 'rfmKind':
      return say(`rfm.kind.${value}`);
    case 'stage':
      return say(`lifecycle.stage.${value}`);
    case 'grade':
      return write.grade(value);
    case 'order':
      return say('why.order', { number: value });
    case 'measured': {
      if (worths.has(asked.measure)) return write.money(value);
      const unit = asked.type === 'orders' ? `builder.measureUnit.${asked.measure}` : 'builder.times';
      return say('why.measured', { shown: write.number(value), unit: say(unit, { count: Number(value) }) });
    }
    default:
      return value;
  }
}

/** What a field holds, as its kind is written. */
function valueText(value: string, { type, field }: Asked, write: FactWriting): string {
  if (type === 'birthday') return write.day(value);
  if (type === 'customField') return write.own(String(field), value);
  const key = ruleFieldKeys.find((each) => each === field);
  if (type !== 'field' || key === undefined) return value;
  const { as, choices, money } = ruleField(key as RuleFieldKey);
  if (money) return write.money(value);
  if (choices) return write.text(`rules.choice.${key}.${value}`) ?? value;
  if (as === 'date') return write.day(value);
  if (as === 'time') return write.time(value);
  if (as === 'figure') return write.number(value);
  if (key === 'country') return write.nameOf('region', value);
  return key === 'language' ? write.nameOf('language', value) : value;
}
