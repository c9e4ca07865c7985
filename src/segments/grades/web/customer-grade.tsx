import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { gradesContract } from '../grades.contract.ts';

/** The grade of a customer, since when, and which criteria it is made of. */
export function CustomerGrade({ customerId }: { customerId: string }) {
  const { t } = useTranslation('segments');
  const { language, number } = useFormat();
  const { data, error, refetch } = useEndpoint(gradesContract.endpoints.customerGrade, { id: customerId });
  return (
    <Section title={t('grades.gradeHead')}>
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={3} /> : null}
      {data ? (
        <>
          <p className="cs-now">
            <b>
              {data.grade ? (
                <Link ink to="/segments/grades/customers" search={{ grade: data.grade.key }}>
                  {data.grade.name[language]}
                </Link>
              ) : (
                t('grades.none')
              )}
            </b>
            {data.since ? (
              <span className="pn-soft">
                {t('lifecycle.since')} <Time value={data.since} />
              </span>
            ) : null}
          </p>
          {data.standsStill ? <p className="pn-soft">{t('grades.standsStill')}</p> : null}
          <ol className="cs-changes cs-parts">
            {data.parts
              .filter(({ met }) => met)
              .map(({ sentence, points }) => (
                <li key={sentence.en}>
                  <span>{sentence[language]}</span>
                  <span className="pn-num">{points > 0 ? `+${number(points)}` : number(points)}</span>
                </li>
              ))}
          </ol>
        </>
      ) : null}
    </Section>
  );
}
