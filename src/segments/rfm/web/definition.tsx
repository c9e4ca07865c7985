import { useTranslation } from 'react-i18next';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { RfmOverview } from '../rfm.contract.ts';
import { windowText } from './window-text.ts';

type DefinitionProps = Pick<RfmOverview, 'settings' | 'averages'>;

/** What the numbers of the page mean, in words: it must not be necessary to look elsewhere. */
export function Definition({ settings, averages }: DefinitionProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const { scoring, windowDays } = settings;
  const list = (values: readonly (string | number)[], shown: (value: string | number) => string) =>
    values.map(shown).join(' / ');
  const limits =
    scoring.by === 'limits'
      ? t('rfm.byLimits', {
          recency: list(scoring.recencyDays, (value) => format.number(Number(value))),
          frequency: list(scoring.purchases, (value) => format.number(Number(value))),
          spend: list(scoring.spendMinor, (value) => format.money({ amountMinor: String(value), currency })),
        })
      : t('rfm.byFifths');
  return (
    <Section title={t('rfm.definition')}>
      <div className="rf-definition">
        <Facts
          items={[
            { key: 'window', label: t('rfm.window'), value: windowText(windowDays, t, format) },
            { key: 'recency', label: t('rfm.recency'), value: t('rfm.recencyMeans') },
            { key: 'frequency', label: t('rfm.frequency'), value: t('rfm.frequencyMeans') },
            { key: 'spend', label: t('rfm.spend'), value: t('rfm.spendMeans') },
            { key: 'scores', label: t('rfm.scores'), value: limits },
            { key: 'groups', label: t('rfm.groupsTab'), value: t('rfm.groupsMean') },
            {
              key: 'kinds',
              label: t('rfm.kindsTab'),
              value: averages
                ? t('rfm.kindsMean', {
                    recency: format.number(averages.recency, 2),
                    frequency: format.number(averages.frequency, 2),
                    spend: format.number(averages.spend, 2),
                  })
                : null,
            },
          ]}
        />
      </div>
    </Section>
  );
}
