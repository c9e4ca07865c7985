import { RefreshCw, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { type LinkTarget, usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import { mostMeant } from '../../rules/rules.contract.ts';
import { customersMeant } from '../../rules/web/customers-meant.ts';
import { isBehind } from '../../rules/web/is-behind.ts';
import { asNewSegment } from '../../segments/web/rule-in-address.ts';
import { NobodyYet } from '../../standing/web/nobody-yet.tsx';
import { type RfmOverview, rfmContract } from '../rfm.contract.ts';
import type { RfmGroup } from '../rfm-groups.contract.ts';
import { Definition } from './definition.tsx';
import { GroupList } from './group-list.tsx';
import './rfm.css';
import { RfmMap } from './rfm-map.tsx';
import { RfmSettingsDialog } from './rfm-settings-dialog.tsx';
import { ruleOfUnscored } from './rule-of-scores.ts';
import { ScoreBars } from './score-bars.tsx';
import { windowText } from './window-text.ts';

const { rfm, computeRfm } = rfmContract.endpoints;
const askAgainMs = 2_000;

/** Recency, frequency and spend: the map, its groups, how the scores are spread and how they come about. */
export function Page() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const { data, error, refetch } = useEndpoint(
    rfm,
    {},
    { refreshMs: (latest) => (latest && isOnItsWay(latest) ? askAgainMs : false) },
  );
  const { send, sending } = useSend(computeRfm, { refreshes: [rfm] });
  const busy = sending || data?.state.computing === true;
  return (
    <PageBody>
      <PageHeader
        title={t('rfm.title')}
        notes={[
          data ? windowText(data.settings.windowDays, t, format) : null,
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
              <Button icon={SlidersHorizontal} disabled={!data} onClick={() => setEditing(true)}>
                {t('rfm.settings')}
              </Button>
            </>
          ) : undefined
        }
      />
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div aria-busy className="rf-body">
          <Skeleton width="100%" height={72} />
          <SkeletonLines lines={12} />
        </div>
      ) : null}
      {data && data.customers === 0 ? (
        data.state.computing ? (
          <EmptyState title={t('rfm.firstTitle')} text={t('rfm.firstText')} />
        ) : (
          <NobodyYet title={t('rfm.emptyTitle')} text={t('rfm.emptyText')} />
        )
      ) : null}
      {data && data.customers > 0 ? <Overview overview={data} /> : null}
      {editing && data ? (
        <RfmSettingsDialog settings={data.settings} onClose={() => setEditing(false)} />
      ) : null}
    </PageBody>
  );
}

/** Scores are being worked out, or are not where they are read from yet. */
function isOnItsWay({ state, asOf }: RfmOverview): boolean {
  return state.computing || isBehind({ asOf, computedAt: state.computedAt });
}

/** Their list; where they are more than a list shows, the builder, which saves them as a segment. */
function useDoorToUnscored(count: number): LinkTarget | undefined {
  const { t } = useTranslation('segments');
  const may = useMay();
  if (count === 0) return undefined;
  if (count <= mostMeant) return customersMeant(ruleOfUnscored);
  return may('segments.write') ? asNewSegment(ruleOfUnscored, t('rfm.unscored')) : undefined;
}

function Overview({ overview }: { overview: RfmOverview }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const [search, change] = usePageSearch();
  const [pointed, setPointed] = useState<RfmGroup | null>(null);
  const naming = search.by === 'kinds' ? 'kinds' : 'groups';
  const { customers, unscored, spendMinor } = overview;
  const doorToUnscored = useDoorToUnscored(unscored);
  return (
    <div className="rf-body">
      <Figures>
        <Figure
          label={t('rfm.scored')}
          value={format.number(customers)}
          note={t('rfm.scoredNote', { share: format.percent(customers / (customers + unscored)) })}
          to="/segments/rfm/customers"
        />
        <Figure
          label={t('rfm.spent')}
          value={format.moneyRound({ amountMinor: spendMinor, currency })}
          note={windowText(overview.settings.windowDays, t, format)}
          to="/segments/rfm/customers"
        />
        <Figure
          label={t('rfm.unscored')}
          value={format.number(unscored)}
          note={t('rfm.unscoredNote')}
          {...doorToUnscored}
        />
      </Figures>
      <div className="rf-columns">
        <Section title={t('rfm.map')} note={t('rfm.mapNote')}>
          <RfmMap cells={overview.cells} pointed={pointed} onPoint={setPointed} />
        </Section>
        <div className="rf-namings">
          <Tabs
            label={t('rfm.naming')}
            value={naming}
            onChange={(by) => change({ by: by === 'kinds' ? by : undefined })}
            items={[
              { key: 'groups', label: t('rfm.groupsTab') },
              { key: 'kinds', label: t('rfm.kindsTab') },
            ]}
          >
            <GroupList
              naming={naming}
              shares={naming === 'groups' ? overview.groups : overview.kinds}
              totals={{ customers, spendMinor }}
              pointed={pointed}
              onPoint={setPointed}
            />
          </Tabs>
        </div>
      </div>
      <div className="rf-bars">
        {(['recency', 'frequency', 'spend'] as const).map((measure) => (
          <ScoreBars key={measure} measure={measure} bars={overview.bars[measure]} total={customers} />
        ))}
      </div>
      <Definition settings={overview.settings} averages={overview.averages} />
    </div>
  );
}
