import { useTranslation } from 'react-i18next';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { type HintKind, hintKinds } from '../../hints/hints.contract.ts';
import type { Operator } from '../conditions/rule-fields.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import { ComparedTokens } from './compared-tokens.tsx';
import type { LineProps } from './line-props.ts';
import { withOperator } from './new-condition.ts';
import { Sentence } from './sentence.tsx';
import { FoundValues, ListedValues, PeopleValues } from './values-of.tsx';
import type { Hint } from './values-token.tsx';
import { WindowToken } from './window-token.tsx';

const compared: ReadonlySet<unknown> = new Set(['atLeast', 'atMost', 'exactly', 'between']);
const pieces: ReadonlySet<unknown> = new Set(['contains', 'notContains', 'begins']);

/** What a field holds. */
export function FieldLine(props: LineProps) {
  const { condition, words } = props;
  const { t } = useTranslation('segments');
  const { currency } = useSession().organisation;
  const format = useFormat();
  const field = words.fields.find(({ key }) => key === condition.field);
  if (!field) return <Sentence pattern={t('builder.line.field')} parts={{ head: props.head }} />;
  const { key, choices, operators, money } = field;
  const of = `field.${key}` as HintKind;
  const labelled = (value: string) => ({ value, label: t(`rules.choice.${key}.${value}`) });
  const names = { country: 'region', language: 'language' } as const;
  const display =
    key === 'country' || key === 'language' ? (value: string) => format.nameOf(names[key], value) : undefined;
  return (
    <OperandsLine
      {...props}
      operators={operators}
      money={money ? currency : undefined}
      unit={`builder.unit.${key}`}
      options={choices?.map(labelled)}
      of={hintKinds.includes(of) && !choices ? of : undefined}
      display={display}
    />
  );
}

/** What a field of the organisation's own holds. */
export function CustomFieldLine(props: LineProps) {
  const { condition, words } = props;
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  const { currency } = useSession().organisation;
  const field = words.customFields.find(({ key }) => key === condition.field);
  if (!field) return <Sentence pattern={t('builder.line.field')} parts={{ head: props.head }} />;
  const flags = ['true', 'false'].map((value) => ({ value, label: t(`builder.flag.${value}`) }));
  const chosen = field.choices.map(({ key, label }) => ({ value: key, label: label[language] }));
  return (
    <OperandsLine
      {...props}
      operators={field.operators}
      decimals={field.type === 'number' ? 6 : 0}
      money={field.type === 'money' ? (field.currency ?? currency) : undefined}
      people={field.type === 'person'}
      options={field.type === 'flag' ? flags : field.type.startsWith('choice') ? chosen : undefined}
    />
  );
}

interface OperandsProps extends LineProps {
  operators: readonly Operator[];
  /** The currency, where figures are money. */
  money?: string | undefined;
  decimals?: number;
  unit?: string;
  /** No other values are taken. */
  options?: Hint[] | undefined;
  people?: boolean;
  of?: HintKind | undefined;
  display?: ((value: string) => string) | undefined;
}

function OperandsLine(props: OperandsProps) {
  const { condition, onChange, head, operators, money, unit } = props;
  const { t } = useTranslation('segments');
  const { operator } = condition;
  const parts = {
    head,
    operator: compared.has(operator) ? null : (
      <ChoiceToken
        label={t('builder.operator')}
        value={operator}
        options={operators.map((each) => ({ value: each, label: t(`builder.operators.${each}`) }))}
        onChange={(next) => onChange(withOperator(condition, next))}
      />
    ),
    values: compared.has(operator) ? (
      <ComparedTokens
        condition={condition}
        onChange={onChange}
        money={money}
        decimals={props.decimals ?? 0}
        negative
        unit={unit}
      />
    ) : operator === 'within' ? (
      <WindowToken
        ahead
        value={condition.within}
        onChange={(within) => onChange({ ...condition, within }, 'within')}
      />
    ) : 'values' in condition ? (
      <Values {...props} />
    ) : null,
  };
  return <Sentence pattern={t('builder.line.field')} parts={parts} />;
}

function Values({ condition, onChange, wrong, options, people, of, display }: OperandsProps) {
  const { t } = useTranslation('segments');
  const values = (condition.values ?? []) as string[];
  const given = {
    values,
    label: t('builder.values.label'),
    join: t('builder.or'),
    invalid: wrong.has('values') || [...wrong].some((path) => path.startsWith('values.')),
    onChange: (next: string[]) => onChange({ ...condition, values: next }),
  };
  if (people) return <PeopleValues {...given} />;
  if (options) return <ListedValues {...given} options={options} />;
  if (pieces.has(condition.operator) || !of)
    return <ListedValues {...given} options={[]} free placeholder={t('builder.values.type')} />;
  return <FoundValues {...given} of={of} free {...(display ? { display } : {})} />;
}
