import { useTranslation } from 'react-i18next';
import { stage } from '../../lifecycle/stages.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import { LastingToken } from './lasting-token.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';
import { ListedValues } from './values-of.tsx';

/** In which stages of the lifecycle. */
export function StageLine({ condition, onChange, head, wrong }: LineProps) {
  const { t } = useTranslation('segments');
  const withOperator = (operator: string) => {
    // Only who is in a stage is there since some day.
    const { forDays, ...rest } = condition;
    onChange(
      operator === 'in' && forDays !== undefined ? { ...rest, operator, forDays } : { ...rest, operator },
    );
  };
  const parts = {
    head,
    operator: (
      <ChoiceToken
        label={t('builder.operator')}
        value={condition.operator}
        options={['in', 'notIn'].map((each) => ({ value: each, label: t(`builder.sets.stage.${each}`) }))}
        onChange={withOperator}
      />
    ),
    values: (
      <ListedValues
        label={t('builder.values.label')}
        values={(condition.stages ?? []) as string[]}
        options={stage.options.map((value) => ({ value, label: t(`lifecycle.stage.${value}`) }))}
        join={t('builder.or')}
        invalid={[...wrong].some((path) => path.startsWith('stages'))}
        onChange={(stages) => onChange({ ...condition, stages })}
      />
    ),
    lasting: condition.operator === 'in' ? <LastingToken {...{ condition, onChange, wrong }} /> : undefined,
  };
  return <Sentence pattern={t('builder.line.lasting')} parts={parts} />;
}
