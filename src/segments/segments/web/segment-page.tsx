import { Pencil } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportList } from '#customers/public.web.ts';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { usePageParams, usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import { membershipsContract } from '../../memberships/memberships.contract.ts';
import { CountHistory } from '../../memberships/web/count-history.tsx';
import { membersOf } from '../../memberships/web/customers-of-segment.ts';
import { MembersTable } from '../../memberships/web/members-table.tsx';
import { MovementsTable } from '../../memberships/web/movements-table.tsx';
import { Portrait } from '../../memberships/web/portrait.tsx';
import { type Segment, segmentsContract } from '../segments.contract.ts';
import { SegmentFindings } from './segment-findings.tsx';
import { SegmentMenu } from './segment-menu.tsx';
import { KindBadge, SegmentState, shareText } from './segment-words.tsx';
import './segments.css';

const tabs = ['members', 'history', 'movements', 'portrait'] as const;

/** A segment: who is in it, how it went, who came and went, what they are like. */
export function Page() {
  const { id } = usePageParams<{ id: string }>();
  const { data, error, refetch } = useEndpoint(
    segmentsContract.endpoints.segment,
    { id },
    { refreshMs: (latest) => (latest?.filling ? 1_500 : 60_000) },
  );
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <PageBody>{data?.id === id ? <Whole segment={data} /> : <SkeletonLines lines={8} />}</PageBody>;
}

/** What is told of the members is read anew once they have been worked out, or others came or went. */
function useFollowMembers({ filling, filledAt, members: count }: Segment) {
  const { refresh } = useKeptAnswers();
  const state = `${filling} ${filledAt} ${count}`;
  const seen = useRef(state);
  useEffect(() => {
    if (seen.current === state) return;
    seen.current = state;
    const { members, movements, countHistory, portrait } = membershipsContract.endpoints;
    void refresh(members, movements, countHistory, portrait);
  }, [state, refresh]);
}

function Whole({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  useFollowMembers(segment);
  const { language } = useFormat();
  const nameOf = useColleagueName();
  const may = useMay();
  const [search, change] = usePageSearch();
  const tab = tabs.find((each) => each === search.tab) ?? 'members';
  const { id, name, description, ownerId, mayChange, kind, archivedAt } = segment;
  const mayWrite = may('segments.write');
  return (
    <>
      <PageHeader
        title={name}
        notes={[
          ownerId === null ? null : t('page.by', { name: nameOf(ownerId) }),
          t(`page.shared.${segment.shared}`),
        ]}
        trail={[{ label: t('nav.segments'), to: '/segments' }]}
        actions={
          <>
            {may('customers.export') && segment.members && !archivedAt ? (
              <ExportList listing={{ segment: id }} />
            ) : null}
            {mayWrite ? (
              <>
                {mayChange && kind !== 'hand' && !archivedAt ? (
                  <ButtonLink icon={Pencil} to={`/segments/${id}/edit`}>
                    {t('page.edit')}
                  </ButtonLink>
                ) : null}
                <SegmentMenu segment={segment} />
              </>
            ) : null}
          </>
        }
      />
      <div className="sg-badges">
        {kind === 'dynamic' ? null : <KindBadge segment={segment} />}
        <SegmentState segment={segment} />
      </div>
      {description ? <p className="sg-description">{description}</p> : null}
      {segment.sentence ? <p className="sg-sentence sg-said">{segment.sentence[language]}</p> : null}
      <SegmentFindings segment={segment} />
      <SegmentFigures segment={segment} />
      {segment.readable ? (
        <Tabs
          label={name}
          value={tab}
          onChange={(key) => change({ tab: key === 'members' ? undefined : key }, { push: true })}
          items={tabs.map((key) => ({ key, label: t(`page.tab.${key}`) }))}
        >
          <div className="sg-tab">
            {tab === 'members' ? <MembersTable segment={segment} /> : null}
            {tab === 'history' ? <CountHistory segment={segment} /> : null}
            {tab === 'movements' ? <MovementsTable segment={segment} /> : null}
            {tab === 'portrait' ? <Portrait segment={segment} /> : null}
          </div>
        </Tabs>
      ) : (
        <p className="pn-soft">{t('page.unreadable')}</p>
      )}
    </>
  );
}

function SegmentFigures({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { id, members, share, trend, filling, archivedAt } = segment;
  const isUnknown = filling && members === 0;
  // Of a single day there is nothing to compare with.
  const before = isUnknown || trend?.length === 1 ? undefined : trend?.[0];
  const gained = before === undefined || members === null ? undefined : members - before.members;
  return (
    <Figures>
      <Figure
        label={t('list.members')}
        value={isUnknown ? undefined : format.number(members)}
        {...(members && archivedAt === null ? membersOf(id) : {})}
        note={filling ? t('state.filling') : undefined}
      />
      <Figure
        label={t('list.share')}
        value={isUnknown ? undefined : shareText(share, format)}
        note={t('page.ofReached')}
      />
      {gained === undefined || !before ? null : (
        <Figure
          label={t('page.since', { date: format.date(before.day) })}
          value={`${gained > 0 ? '+' : ''}${format.number(gained)}`}
          note={t('page.before', { shown: format.number(before.members) })}
        />
      )}
    </Figures>
  );
}
