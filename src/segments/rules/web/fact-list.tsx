import { useTranslation } from 'react-i18next';
import { useCustomFields, useTextOfTold } from '#customers/public.web.ts';
import { Link } from '#platform/ui/link.tsx';
import { minorOf } from '#platform/ui/minor-of.ts';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { type RuleFieldKey, ruleField, ruleFieldKeys } from '../conditions/rule-fields.contract.ts';
import type { LooseCondition } from './draft.ts';
import type { JudgedNode } from './verdicts.ts';

type Fact = NonNullable<JudgedNode['because']>[number];

/** The facts that decided about a condition. */
export function FactList({ condition, because }: { condition: LooseCondition; because: readonly Fact[] }) {
  const textOf = useFactText();
  const may = useMay();
  const shown = because.filter(({ fact }) => fact !== 'step');
  if (shown.length === 0) return null;
  return (
    <ul className="rb-facts">
      {shown.map((fact, index) => {
        const text = textOf(fact, condition);
        const opens = fact.fact === 'order' && fact.id !== undefined && may('commerce.read');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity and keep their order
          <li key={index}>{opens ? <Link to={`/orders/${fact.id}`}>{text}</Link> : text}</li>
        );
      })}
    </ul>
  );
}

/** A value of a field of the organisation's own; facts have amounts in the major unit. */
function useOwnFieldText(): (key: string, value: string) => string {
  const { items } = useCustomFields();
  const textOfTold = useTextOfTold();
  return (key, value) => {
    const { type, currency } = items.find((each) => each.key === key) ?? {};
    const told = type === 'money' && currency ? minorOf(value, currency) : value;
    return textOfTold(`field.${key}`, told ?? value) ?? value;
  };
}

/** Writes a fact as a person reads it. */
function useFactText(): (fact: Fact, condition: LooseCondition) => string {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const ownText = useOwnFieldText();
  const worths: ReadonlySet<unknown> = new Set(['spend', 'average', 'largest']);
  const valueText = (value: string, { type, field }: LooseCondition): string => {
    const key = ruleFieldKeys.find((each) => each === field);
    if (type === 'birthday') return format.date(value);
    if (type === 'customField') return ownText(String(field), value);
    if (type !== 'field' || key === undefined) return value;
    const { as, choices, money } = ruleField(key as RuleFieldKey);
    if (money) return format.money({ amountMinor: value, currency });
    if (choices) return t(`rules.choice.${key}.${value}`, { defaultValue: value });
    if (as === 'date') return format.date(value);
    if (as === 'time') return format.dateTime(value);
    if (as === 'figure') return format.number(value);
    if (key === 'country') return format.nameOf('region', value);
    return key === 'language' ? format.nameOf('language', value) : value;
  };
  return ({ fact, value }, condition) => {
    if (value === null) return t(`why.none.${fact}`, { defaultValue: t('why.none.value') });
    if (fact === 'value') return valueText(value, condition);
    if (fact === 'years') return t('why.years', { shown: format.number(value), count: Number(value) });
    if (fact === 'activity') return t(`builder.activity.${value}`, { defaultValue: value });
    if (fact === 'score') return t('why.score', { count: Number(value) });
    if (fact === 'rfmGroup') return t(`rfm.group.${value}`);
    if (fact === 'rfmKind') return t(`rfm.kind.${value}`);
    if (fact === 'stage') return t(`lifecycle.stage.${value}`);
    if (fact === 'order') return t('why.order', { number: value });
    if (fact !== 'measured') return value;
    if (worths.has(condition.measure)) return format.money({ amountMinor: value, currency });
    const key = condition.type === 'orders' ? `builder.measureUnit.${condition.measure}` : 'builder.times';
    return t('why.measured', { shown: format.number(value), unit: t(key, { count: Number(value) }) });
  };
}
