import { useTranslation } from 'react-i18next';
import { countOperators } from '../conditions/parts.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import type { LooseCondition } from './draft.ts';
import { FigureToken, MoneyToken } from './figure-token.tsx';
import { withOperator } from './new-condition.ts';

export interface ComparedProps {
  condition: LooseCondition;
  onChange: (condition: LooseCondition, what?: string) => void;
  /** The currency, where figures are money. */
  money?: string | undefined;
  decimals?: number;
  negative?: boolean;
  /** The key of what is counted, in our messages. */
  unit?: string | undefined;
}

/** `at least 2`, `2 to 5 orders`. */
export function ComparedTokens({ condition, onChange, money, decimals, negative, unit }: ComparedProps) {
  const { t } = useTranslation('segments');
  const { operator, value, to } = condition;
  const isRange = operator === 'between';
  const figure = (key: 'value' | 'to') => {
    const props = {
      label: t(isRange ? `builder.range.${key}` : 'builder.figure'),
      value: condition[key],
      onChange: (next: number | undefined) => onChange({ ...condition, [key]: next }, key),
      invalid:
        condition[key] === undefined ||
        (key === 'to' && typeof value === 'number' && typeof to === 'number' && to < value),
      ...(negative ? { negative } : {}),
    };
    return money ? (
      <MoneyToken {...props} currency={money} />
    ) : (
      <FigureToken {...props} decimals={decimals ?? 0} />
    );
  };
  return (
    <span className="rb-part">
      <ChoiceToken
        label={t('builder.operator')}
        value={operator}
        options={countOperators.map((each) => ({ value: each, label: t(`builder.compare.${each}`) }))}
        onChange={(next) => onChange(withOperator(condition, next))}
      />
      {figure('value')}
      {isRange ? (
        <>
          <span className="rb-word">{t('builder.range.between')}</span>
          {figure('to')}
        </>
      ) : null}
      {unit ? (
        <span className="rb-word">
          {t(unit, { count: Number(isRange ? to : value) || 0, defaultValue: '' })}
        </span>
      ) : null}
    </span>
  );
}
