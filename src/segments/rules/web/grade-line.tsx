import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import { ChoiceToken } from './choice-token.tsx';
import { LastingToken } from './lasting-token.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';
import { ListedValues } from './values-of.tsx';

/** Which grades. */
export function GradeLine({ condition, onChange, head, wrong, words }: LineProps) {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  const withOperator = (operator: string) => {
    // Only who has a grade has it since some day.
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
        options={['in', 'notIn'].map((each) => ({ value: each, label: t(`builder.sets.grade.${each}`) }))}
        onChange={withOperator}
      />
    ),
    values: (
      <ListedValues
        label={t('builder.values.label')}
        values={(condition.grades ?? []) as string[]}
        options={words.grades.map(({ key, name }) => ({ value: key, label: name[language] }))}
        join={t('builder.or')}
        invalid={[...wrong].some((path) => path.startsWith('grades'))}
        onChange={(grades) => onChange({ ...condition, grades })}
      />
    ),
    lasting: condition.operator === 'in' ? <LastingToken {...{ condition, onChange, wrong }} /> : undefined,
  };
  return <Sentence pattern={t('builder.line.lasting')} parts={parts} />;
}
