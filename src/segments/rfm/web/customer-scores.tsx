import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { rfmContract } from '../rfm.contract.ts';

/** The scores of a customer, each with the value that it comes from, and the groups that they make. */
export function CustomerScores({ customerId }: { customerId: string }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const { data, error, refetch } = useEndpoint(rfmContract.endpoints.customerScores, { id: customerId });
  const scores = data?.scores;
  const door = (search: Record<string, string>, text: string) => (
    <Link ink to="/segments/rfm/customers" search={search}>
      {text}
    </Link>
  );
  return (
    <Section title="RFM">
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={3} /> : null}
      {data && !scores ? <p className="pn-soft">{t('rfm.noScores')}</p> : null}
      {scores ? (
        <Facts
          items={[
            {
              key: 'group',
              label: t('rfm.groupHead'),
              value: door({ group: scores.group }, t(`rfm.group.${scores.group}`)),
            },
            {
              key: 'kind',
              label: t('rfm.kindHead'),
              value: door({ kind: scores.rfmKind }, t(`rfm.kind.${scores.rfmKind}`)),
            },
            ...(['recency', 'frequency', 'spend'] as const).map((measure) => ({
              key: measure,
              label: t(`rfm.${measure}`),
              value: (
                <>
                  {door({ [measure]: String(scores[measure]) }, t('why.score', { count: scores[measure] }))}
                  <span className="pn-soft">
                    {' · '}
                    {measure === 'recency' ? <Time value={scores.lastDay} as="date" /> : null}
                    {measure === 'frequency'
                      ? t('rfm.purchasesOf', {
                          count: scores.purchases,
                          shown: format.number(scores.purchases),
                        })
                      : null}
                    {measure === 'spend' ? format.money({ amountMinor: scores.spendMinor, currency }) : null}
                  </span>
                </>
              ),
            })),
          ]}
        />
      ) : null}
    </Section>
  );
}
