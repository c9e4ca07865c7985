import { useTranslation } from 'react-i18next';
import { type RfmMeasure, rfmMeasures, rfmValues } from '../conditions/rfm.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';
import { ListedValues } from './values-of.tsx';

/** A score, or a group that scores make. */
export function RfmLine({ condition, onChange, head, wrong }: LineProps) {
  const { t } = useTranslation('segments');
  const measure: RfmMeasure = rfmMeasures.find((each) => each === condition.measure) ?? 'group';
  const isNamed = measure === 'group' || measure === 'kind';
  const options = rfmValues[measure].map((value: string) => ({
    value,
    label: isNamed ? t(`rfm.${measure}.${value}`) : value,
  }));
  const parts = {
    head,
    operator: (
      <ChoiceToken
        label={t('builder.operator')}
        value={condition.operator}
        options={['is', 'isNot'].map((each) => ({ value: each, label: t(`builder.sets.rfm.${each}`) }))}
        onChange={(operator) => onChange({ ...condition, operator })}
      />
    ),
    values: (
      <ListedValues
        label={t('builder.values.label')}
        values={(condition.values ?? []) as string[]}
        options={options}
        join={t('builder.or')}
        invalid={[...wrong].some((path) => path.startsWith('values'))}
        onChange={(values) => onChange({ ...condition, values })}
      />
    ),
  };
  return <Sentence pattern={t('builder.line.field')} parts={parts} />;
}
