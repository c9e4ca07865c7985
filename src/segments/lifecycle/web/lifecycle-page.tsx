import { ListOrdered, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { isBehind } from '../../rules/web/is-behind.ts';
import { RuleFindings } from '../../rules/web/rule-findings.tsx';
import { InNone } from '../../standing/web/in-none.tsx';
import { NobodyYet } from '../../standing/web/nobody-yet.tsx';
import { type LifecycleOverview, lifecycleContract } from '../lifecycle.contract.ts';
import { stage as every } from '../stages.contract.ts';
import './lifecycle.css';
import { StageFlow } from './stage-flow.tsx';

const { lifecycle, flow, stagedCustomers, computeLifecycle } = lifecycleContract.endpoints;
const askAgainMs = 2_000;

/** Where customers are on their way with us, how they moved, and by which rules. */
export function Page() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const may = useMay();
  const { data, error, refetch } = useEndpoint(
    lifecycle,
    {},
    { refreshMs: (latest) => (isComputing(latest) || lags(latest) ? askAgainMs : false) },
  );
  const { send, sending } = useSend(computeLifecycle, { refreshes: [lifecycle] });
  const busy = sending || isComputing(data);
  useFollowStages(data?.asOf, !isComputing(data) && !lags(data));
  return (
    <PageBody>
      <PageHeader
        title={t('lifecycle.title')}
        notes={[
          data?.state.computedAt
            ? t('lifecycle.workedOut', { time: format.dateTime(data.state.computedAt) })
            : null,
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
              <ButtonLink icon={ListOrdered} to="/segments/lifecycle/edit">
                {t('lifecycle.editRules')}
              </ButtonLink>
            </>
          ) : undefined
        }
      />
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div aria-busy className="lc-body">
          <Skeleton width="100%" height={72} />
          <SkeletonLines lines={12} />
        </div>
      ) : null}
      {data && data.customers === 0 ? (
        <NobodyYet title={t('lifecycle.emptyTitle')} text={t('lifecycle.emptyText')} />
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

/** Stages with a broken rule stand still, however long one waits. */
function isComputing(overview: LifecycleOverview | undefined): boolean {
  return overview?.state.computing === true && overview.broken.length === 0;
}

/** Counts are not those of the stages that were worked out last yet. */
function lags(overview: LifecycleOverview | undefined): boolean {
  return overview !== undefined && isBehind({ asOf: overview.asOf, computedAt: overview.state.computedAt });
}

/** Who moved is read anew once the counts are of another time, and no later ones are on their way. */
function useFollowStages(asOf: string | undefined, areSettled: boolean) {
  const { refresh } = useKeptAnswers();
  const seen = useRef<string>(undefined);
  useEffect(() => {
    seen.current ??= asOf;
    if (!areSettled || asOf === seen.current) return;
    seen.current = asOf;
    void refresh(flow, stagedCustomers);
  }, [asOf, areSettled, refresh]);
}

function Overview({ overview }: { overview: LifecycleOverview }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const used = new Set(overview.settings.stages.map(({ stage }) => stage));
  return (
    <div className="lc-body">
      {overview.broken.length > 0 ? (
        <p className="lc-broken" role="alert">
          {t('lifecycle.broken', {
            stages: format.list(overview.broken.map((each) => t(`lifecycle.stage.${each}`))),
          })}
        </p>
      ) : null}
      <Figures>
        {overview.stages
          .filter(({ stage }) => used.has(stage))
          .map(({ stage, customers, spendMinor, medianDays }) => (
            <Figure
              key={stage}
              size="small"
              label={t(`lifecycle.stage.${stage}`)}
              value={format.number(customers)}
              note={
                <>
                  {format.percent(customers / overview.customers)}
                  {spendMinor === null
                    ? ''
                    : ` · ${format.moneyRound({ amountMinor: spendMinor, currency })}`}
                  {medianDays === null ? null : (
                    <span className="lc-median">
                      {t('lifecycle.median', { count: medianDays, shown: format.number(medianDays) })}
                    </span>
                  )}
                </>
              }
              to="/segments/lifecycle/customers"
              search={{ stage }}
            />
          ))}
        <InNone
          overview={overview}
          counts={overview.stages}
          label={t('lifecycle.stage.none')}
          note={t('lifecycle.noneNote')}
          rule={{ all: [{ type: 'stage', operator: 'notIn', stages: every.options }] }}
        />
      </Figures>
      <StageFlow />
      <StageRules overview={overview} />
    </div>
  );
}

/** The rules in words, in the order in which they are asked. */
function StageRules({ overview }: { overview: LifecycleOverview }) {
  const { t, i18n } = useTranslation('segments');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return (
    <Section title={t('lifecycle.rules')} note={t('lifecycle.rulesNote')}>
      <ol className="lc-rules">
        {overview.sentences.map((sentence) => {
          const isBroken = overview.broken.includes(sentence.stage);
          const rule = overview.settings.stages.find(({ stage }) => stage === sentence.stage)?.rule;
          return (
            <li key={sentence.stage} data-broken={isBroken || undefined}>
              <strong>{t(`lifecycle.stage.${sentence.stage}`)}</strong>
              <span>
                {sentence[language]}
                {isBroken && rule ? <RuleFindings rule={rule} /> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
