import { useTranslation } from 'react-i18next';
import { calendars } from '../conditions/birthday.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import { ComparedTokens } from './compared-tokens.tsx';
import { FigureToken } from './figure-token.tsx';
import type { LineProps } from './line-props.ts';
import { Sentence } from './sentence.tsx';

export function AgeLine({ condition, onChange, head }: LineProps) {
  const { t } = useTranslation('segments');
  const compared = <ComparedTokens condition={condition} onChange={onChange} unit="builder.years" />;
  return <Sentence pattern={t('builder.line.age')} parts={{ head, compared }} />;
}

const kinds = ['nextDays', 'lastDays', 'month'] as const;

/** Whose birthday comes round. */
export function BirthdayLine({ condition, onChange, head, wrong }: LineProps) {
  const { t } = useTranslation('segments');
  const when = (condition.when ?? {}) as Partial<
    Record<'nextDays' | 'lastDays', number> & { month: number | 'this' }
  >;
  const kind = kinds.find((each) => Object.hasOwn(when, each)) ?? 'nextDays';
  const calendar = condition.calendar === 'lunar' ? 'lunar' : 'solar';
  const months = ['this', ...Array.from({ length: 12 }, (_, index) => String(index + 1))];
  const parts = {
    head,
    calendar: (
      <ChoiceToken
        label={t('builder.calendar.label')}
        value={calendar}
        options={calendars.map((each) => ({ value: each, label: t(`builder.calendar.${each}`) }))}
        onChange={(next) => onChange({ ...condition, calendar: next })}
      />
    ),
    kind: (
      <ChoiceToken
        label={t('builder.window.label')}
        value={kind}
        options={kinds.map((each) => ({ value: each, label: t(`builder.birthday.${each}`) }))}
        onChange={(next) => onChange({ ...condition, when: { [next]: next === 'month' ? 'this' : 30 } })}
      />
    ),
    days:
      kind === 'month' ? undefined : (
        <FigureToken
          label={t('builder.window.count')}
          value={when[kind]}
          invalid={[...wrong].some((path) => path.startsWith('when'))}
          onChange={(days) => onChange({ ...condition, when: { [kind]: days } }, 'when')}
        />
      ),
    month:
      kind === 'month' ? (
        <ChoiceToken
          label={t('builder.birthday.month')}
          value={String(when.month ?? 'this')}
          options={months.map((each) => ({ value: each, label: t(`rules.month.${calendar}.${each}`) }))}
          onChange={(next) =>
            onChange({ ...condition, when: { month: next === 'this' ? next : Number(next) } })
          }
        />
      ) : undefined,
  };
  return <Sentence pattern={t('builder.line.birthday')} parts={parts} />;
}
