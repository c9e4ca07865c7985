import { RefreshCw, SlidersHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { isBehind } from '../../rules/web/is-behind.ts';
import { RuleFindings } from '../../rules/web/rule-findings.tsx';
import { InNone } from '../../standing/web/in-none.tsx';
import { NobodyYet } from '../../standing/web/nobody-yet.tsx';
import { rulesIn } from '../given-scheme.contract.ts';
import { type GradesOverview, gradesContract } from '../grades.contract.ts';
import { GradeChanges } from './grade-changes.tsx';
import { GradeShares } from './grade-shares.tsx';
import './grades.css';

const { grades, gradedCustomers, gradeChanges, computeGrades } = gradesContract.endpoints;
const askAgainMs = 2_000;

/** How many customers have which grade, what makes it, and whose changed. */
export function Page() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const may = useMay();
  const { data, error, refetch } = useEndpoint(
    grades,
    {},
    { refreshMs: (latest) => (isComputing(latest) || lags(latest) ? askAgainMs : false) },
  );
  const { send, sending } = useSend(computeGrades, { refreshes: [grades] });
  const busy = sending || isComputing(data);
  useFollowGrades(data?.state.computedAt);
  return (
    <PageBody>
      <PageHeader
        title={t('grades.title')}
        notes={[
          data?.state.computedAt ? t('rfm.asOf', { time: format.dateTime(data.state.computedAt) }) : null,
          data ? t('lifecycle.countedAt', { time: format.dateTime(data.asOf) }) : null,
        ]}
        actions={
          may('segments.write') ? (
            <>
              <Button
                icon={RefreshCw}
                busy={busy}
                disabled={!data}
                onClick={() => void send({}).catch(() => {})}
              >
                {t(busy ? 'rfm.computing' : 'rfm.compute')}
              </Button>
              <ButtonLink icon={SlidersHorizontal} to="/segments/grades/edit">
                {t('grades.edit')}
              </ButtonLink>
            </>
          ) : undefined
        }
      />
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div aria-busy className="gr-body">
          <Skeleton width="100%" height={72} />
          <SkeletonLines lines={12} />
        </div>
      ) : null}
      {data && data.customers === 0 ? (
        <NobodyYet title={t('lifecycle.emptyTitle')} text={t('grades.emptyText')} />
      ) : null}
      {data && data.customers > 0 ? (
        isComputing(data) && data.state.computedAt === null ? (
          <EmptyState title={t('standing.firstTitle')} text={t('rfm.firstText')} />
        ) : (
          <Overview overview={data} />
        )
      ) : null}
    </PageBody>
  );
}

/** Grades with a broken rule stand still, however long one waits. */
function isComputing(overview: GradesOverview | undefined): boolean {
  return overview?.state.computing === true && overview.broken.length === 0;
}

/** Counts are not those of the grades that were worked out last yet. */
function lags(overview: GradesOverview | undefined): boolean {
  return overview !== undefined && isBehind({ asOf: overview.asOf, computedAt: overview.state.computedAt });
}

/** Whose grade changed is read anew once grades have been worked out. */
function useFollowGrades(computedAt: string | null | undefined) {
  const { refresh } = useKeptAnswers();
  const seen = useRef(computedAt);
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== computedAt)
      void refresh(gradedCustomers, gradeChanges);
    seen.current = computedAt;
  }, [computedAt, refresh]);
}

function Overview({ overview }: { overview: GradesOverview }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  return (
    <div className="gr-body">
      {overview.broken.length > 0 ? (
        <p className="gr-broken" role="alert">
          {t('grades.broken')}
        </p>
      ) : null}
      <Figures>
        {overview.grades.map(({ key, name, customers, spendMinor, medianDays }) => (
          <Figure
            key={key}
            size="small"
            label={name[format.language]}
            value={format.number(customers)}
            note={
              <>
                {format.percent(customers / overview.customers)}
                {spendMinor === null ? '' : ` · ${format.moneyRound({ amountMinor: spendMinor, currency })}`}
                {medianDays === null ? null : (
                  <span className="gr-median">
                    {t('grades.median', { count: medianDays, shown: format.number(medianDays) })}
                  </span>
                )}
              </>
            }
            to="/segments/grades/customers"
            search={{ grade: key }}
          />
        ))}
        <InNone
          overview={overview}
          counts={overview.grades}
          label={t('grades.without')}
          note={t('grades.withoutNote')}
          rule={{
            all: [
              {
                type: 'grade',
                operator: 'notIn',
                grades: overview.settings.scheme.grades.map(({ key }) => key),
              },
            ],
          }}
        />
      </Figures>
      <div className="gr-columns">
        <GradeShares overview={overview} />
        <Scheme overview={overview} />
      </div>
      <GradeChanges />
    </div>
  );
}

/** The scheme in words: criteria with their points, or the rule of each grade. */
function Scheme({ overview }: { overview: GradesOverview }) {
  const { t } = useTranslation('segments');
  const { language, number } = useFormat();
  const { scheme } = overview.settings;
  const rules = rulesIn<Rule | null>(scheme as never);
  const thresholds =
    scheme.by === 'points'
      ? scheme.grades.map(({ name, from }) => t('grades.from', { name: name[language], shown: number(from) }))
      : [];
  return (
    <Section
      title={t('grades.scheme')}
      note={scheme.by === 'points' ? thresholds.join(' · ') : t('lifecycle.rulesNote')}
    >
      <ol className="gr-scheme">
        {overview.sentences.map((sentence, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: criteria have no identity and keep their order
          <li key={at} data-broken={overview.broken.includes(at) || undefined}>
            <span className="gr-worth pn-num">
              {scheme.by === 'points'
                ? signed(scheme.criteria[at]?.points ?? 0, number)
                : scheme.grades[at]?.name[language]}
            </span>
            <span>
              {sentence[language]}
              {overview.broken.includes(at) && rules[at] ? <RuleFindings rule={rules[at]} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function signed(points: number, number: (value: number) => string): string {
  return points > 0 ? `+${number(points)}` : number(points);
}
