import { useTranslation } from 'react-i18next';
import { ChoiceToken } from './choice-token.tsx';
import { FigureToken } from './figure-token.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';

const usualDays = 30;

/** For how long somebody is where they are: however long, or for at least so many days. */
export function LastingToken({
  condition,
  onChange,
  wrong,
}: Pick<LineProps, 'condition' | 'onChange' | 'wrong'>) {
  const { t } = useTranslation('segments');
  const { forDays, ...rest } = condition;
  const lasts = forDays !== undefined;
  const parts = {
    kind: (
      <ChoiceToken
        label={t('builder.lasting.label')}
        value={lasts ? 'atLeast' : 'ever'}
        options={['ever', 'atLeast'].map((each) => ({ value: each, label: t(`builder.lasting.${each}`) }))}
        onChange={(kind) => onChange(kind === 'ever' ? rest : { ...rest, forDays: usualDays })}
      />
    ),
    days: lasts ? (
      <FigureToken
        label={t('builder.window.count')}
        value={forDays}
        // What is not filled in is null: without days the condition would ask something else.
        onChange={(days) => onChange({ ...rest, forDays: days ?? null })}
        invalid={wrong.has('forDays')}
      />
    ) : undefined,
  };
  return (
    <span className="rb-part">
      <Sentence pattern={t('builder.lasting.line', { count: Number(forDays ?? 0) })} parts={parts} />
    </span>
  );
}
