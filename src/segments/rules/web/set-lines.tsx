import { useTranslation } from 'react-i18next';
import { countOperators } from '../conditions/parts.contract.ts';
import { setOperators } from '../conditions/tag.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import { ComparedTokens } from './compared-tokens.tsx';
import type { LooseCondition } from './draft.ts';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';
import { FoundValues, PeopleValues, SegmentValues, TagValues } from './values-of.tsx';

function OperatorOf({
  condition,
  of,
  operators,
  onPick,
}: {
  condition: LooseCondition;
  of: string;
  operators: readonly string[];
  onPick: (operator: string) => void;
}) {
  const { t } = useTranslation('segments');
  return (
    <ChoiceToken
      label={t('builder.operator')}
      value={condition.operator}
      options={operators.map((each) => ({ value: each, label: t(`builder.sets.${of}.${each}`) }))}
      onChange={onPick}
    />
  );
}

/** What the values of a list in a condition have in common. */
function useListed({ condition, onChange, wrong }: LineProps, key: string) {
  const { t } = useTranslation('segments');
  return {
    values: (condition[key] ?? []) as string[],
    label: t('builder.values.label'),
    join: t(condition.operator === 'all' ? 'builder.and' : 'builder.or'),
    invalid: [...wrong].some((path) => path.startsWith(key)),
    onChange: (values: string[]) => onChange({ ...condition, [key]: values }),
  };
}

const isOrNot = ['is', 'isNot'];

export function TagLine(props: LineProps) {
  const { condition, onChange, head } = props;
  const { t } = useTranslation('segments');
  const pick = (operator: string) => onChange({ ...condition, operator });
  const parts = {
    head,
    operator: <OperatorOf condition={condition} of="tag" operators={setOperators} onPick={pick} />,
    values: <TagValues {...useListed(props, 'tags')} />,
  };
  return <Sentence pattern={t('builder.line.field')} parts={parts} />;
}

const nobodyId = 'nobody';

export function OwnerLine(props: LineProps) {
  const { condition, onChange, head } = props;
  const { t } = useTranslation('segments');
  const given = useListed(props, 'owners');
  const pick = (operator: string) => onChange({ ...condition, operator });
  const parts = {
    head,
    operator: <OperatorOf condition={condition} of="owner" operators={isOrNot} onPick={pick} />,
    values: (
      <PeopleValues
        {...given}
        values={condition.nobody === true ? [...given.values, nobodyId] : given.values}
        nobody={{ value: nobodyId, label: t('builder.nobody') }}
        onChange={(values) =>
          onChange({
            ...condition,
            owners: values.filter((value) => value !== nobodyId),
            nobody: values.includes(nobodyId),
          })
        }
      />
    ),
  };
  return <Sentence pattern={t('builder.line.field')} parts={parts} />;
}

export function TeamLine(props: LineProps) {
  const { condition, onChange, head } = props;
  const { t } = useTranslation('segments');
  const pick = (operator: string) => onChange({ ...condition, operator });
  const parts = {
    head,
    operator: <OperatorOf condition={condition} of="team" operators={isOrNot} onPick={pick} />,
    values: <FoundValues of="teams" named="team" {...useListed(props, 'teams')} />,
    below: (
      <ChoiceToken
        label={t('builder.below.label')}
        value={condition.below === true ? 'with' : 'without'}
        options={['with', 'without'].map((each) => ({ value: each, label: t(`builder.below.${each}`) }))}
        onChange={(next) => onChange({ ...condition, below: next === 'with' })}
      />
    ),
  };
  return <Sentence pattern={t('builder.line.team')} parts={parts} />;
}

/** Which sources told of a customer, or how many. */
export function SourceLine(props: LineProps) {
  const { condition, onChange, head } = props;
  const { t } = useTranslation('segments');
  const counts = (countOperators as readonly unknown[]).includes(condition.operator);
  const given = useListed(props, 'sources');
  const pick = (operator: string) => {
    const base = { type: 'source' as const };
    if (operator === 'count') onChange({ ...base, operator: 'atLeast', value: 2 });
    else onChange({ ...base, operator, sources: given.values });
  };
  const parts = {
    head,
    operator: (
      <OperatorOf
        condition={counts ? { ...condition, operator: 'count' } : condition}
        of="source"
        operators={[...setOperators, 'count']}
        onPick={pick}
      />
    ),
    values: counts ? (
      <ComparedTokens condition={condition} onChange={onChange} />
    ) : (
      <FoundValues of="sources" named="source" {...given} />
    ),
  };
  return <Sentence pattern={t('builder.line.field')} parts={parts} />;
}

export function SegmentLine(props: LineProps) {
  const { condition, onChange, head } = props;
  const { t } = useTranslation('segments');
  const pick = (operator: string) => onChange({ ...condition, operator });
  const parts = {
    head,
    operator: <OperatorOf condition={condition} of="segment" operators={['in', 'notIn']} onPick={pick} />,
    values: <SegmentValues {...useListed(props, 'segments')} />,
  };
  return <Sentence pattern={t('builder.line.field')} parts={parts} />;
}
