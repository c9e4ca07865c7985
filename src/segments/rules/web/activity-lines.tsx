import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChoiceToken } from './choice-token.tsx';
import { ComparedTokens } from './compared-tokens.tsx';
import { FigureToken } from './figure-token.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';
import { ListedValues } from './values-of.tsx';
import { WindowToken } from './window-token.tsx';

/** How often something happened with a customer. */
export function ActivitiesLine({ condition, onChange, words, head }: LineProps) {
  const { t } = useTranslation('segments');
  const { activities, within } = condition;
  const several = Array.isArray(activities) && activities.length !== 1;
  const set = (key: 'within' | 'activities', value: unknown) => {
    const { [key]: _, ...rest } = condition;
    onChange((value === undefined ? rest : { ...rest, [key]: value }) as typeof condition, key);
  };
  const parts = {
    head,
    activities: several ? (
      <ListedValues
        label={t('builder.activities')}
        values={activities as string[]}
        options={words.activities.map((value) => ({ value, label: t(`builder.activity.${value}`) }))}
        join={t('builder.or')}
        onChange={(next) => set('activities', next.length === 0 ? undefined : next)}
      />
    ) : undefined,
    compared: <ComparedTokens condition={condition} onChange={onChange} unit="builder.times" />,
    when: <WindowToken ever value={within} onChange={(next) => set('within', next)} />,
  };
  return <Sentence pattern={t('builder.line.activities')} parts={parts} />;
}

const mostSteps = 5;

/** One thing after another. */
export function SequenceLine({ condition, onChange, words, head, wrong }: LineProps) {
  const { t } = useTranslation('segments');
  const steps = (condition.steps ?? []) as string[];
  const { within } = condition;
  const set = (next: string[]) => onChange({ ...condition, steps: next });
  const options = words.steps.map((value) => ({ value, label: t(`builder.activity.${value}`) }));
  const parts = {
    head,
    steps: (
      <span className="rb-part">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same step may come twice; its place tells them apart
          <span key={index} className="rb-part">
            {index > 0 ? <span className="rb-word">{t('builder.then')}</span> : null}
            <ChoiceToken
              label={t('builder.step', { place: index + 1 })}
              value={step}
              options={options}
              onChange={(next) => set(steps.with(index, next))}
            />
            {steps.length > 2 ? (
              <button
                type="button"
                className="rb-filter-x"
                aria-label={t('builder.stepRemove', { place: index + 1 })}
                onClick={() => set(steps.toSpliced(index, 1))}
              >
                <X size={12} aria-hidden />
              </button>
            ) : null}
          </span>
        ))}
        {steps.length < mostSteps ? (
          <button
            type="button"
            className="rb-narrow"
            onClick={() => set([...steps, options[0]?.value ?? 'order'])}
          >
            <Plus size={14} aria-hidden />
            {t('builder.stepAdd')}
          </button>
        ) : null}
      </span>
    ),
    days: (
      <FigureToken
        label={t('builder.window.count')}
        value={condition.withinDays}
        invalid={wrong.has('withinDays')}
        onChange={(withinDays) => onChange({ ...condition, withinDays }, 'withinDays')}
      />
    ),
    when: (
      <WindowToken
        ever
        value={within}
        onChange={(next) => {
          const { within: _, ...rest } = condition;
          onChange((next === undefined ? rest : { ...rest, within: next }) as typeof condition, 'within');
        }}
      />
    ),
  };
  return <Sentence pattern={t('builder.line.sequence')} parts={parts} />;
}
