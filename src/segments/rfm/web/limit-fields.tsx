import { useTranslation } from 'react-i18next';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import { Field, NumberField } from '#platform/ui/field.tsx';
import type { Draft } from './rfm-draft.ts';

type Limits = Pick<Draft, 'recency' | 'frequency' | 'spend'>;

interface LimitFieldsProps {
  draft: Draft;
  currency: string;
  onChange: (limits: Partial<Limits>) => void;
}

/** From which value on a score begins, for each of the three. */
export function LimitFields({ draft, currency, onChange }: LimitFieldsProps) {
  const { t } = useTranslation('segments');
  const heads = { recency: [5, 4, 3, 2], frequency: [2, 3, 4, 5], spend: [2, 3, 4, 5] };
  const units = { recency: t('rfm.dayUnit'), frequency: t('rfm.timesUnit'), spend: currency };
  return (
    <div className="rf-limits">
      {(['recency', 'frequency', 'spend'] as const).map((measure) => (
        <fieldset key={measure} className="rf-limit">
          <legend>{t(`rfm.limits.${measure}`)}</legend>
          {draft[measure].map((value, at) => (
            <Field key={heads[measure][at]} label={t('rfm.scoreOf', { score: heads[measure][at] })}>
              <NumberField
                value={value}
                unit={units[measure]}
                decimals={measure === 'spend' ? minorDigits(currency) : 0}
                onChange={(text) =>
                  onChange({ [measure]: draft[measure].map((each, place) => (place === at ? text : each)) })
                }
              />
            </Field>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
