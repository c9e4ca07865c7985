import { RotateCcw, Trash2 } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { Badge } from '#platform/ui/badge.tsx';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { Link, usePageParams, usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { ProblemError } from '#platform/ui/problem.ts';
import { RecordPage, RecordSkeleton } from '#platform/ui/record-page.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { Slot, useSlot } from '#platform/ui/slots.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import { Time } from '#platform/ui/time.tsx';
import { CustomerTimeline } from '../../activities/web/customer-timeline.tsx';
import { AttachmentsSection } from '../../attachments/web/attachments-section.tsx';
import { DuplicateNotice } from '../../duplicates/web/duplicate-notice.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { HistoryButton } from '../../history/web/value-history.tsx';
import { IdentitiesSection } from '../../identities/web/identities-section.tsx';
import { OriginButton } from '../../origins/web/origin-button.tsx';
import { SourceRecordsSection } from '../../records/web/source-records-section.tsx';
import { CircleSection } from '../../relations/web/circle-section.tsx';
import { RelationsSection } from '../../relations/web/relations-section.tsx';
import { NextActions } from '../../reminders/web/next-actions.tsx';
import { CustomerTags } from '../../tags/web/customer-tags.tsx';
import { type CustomerDetail, profilesContract } from '../profiles.contract.ts';
import { useBin } from './bin-customers.ts';
import { ContactPointsSection } from './contact-points-section.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerFigures } from './customer-figures.tsx';
import { placeText } from './customer-places.ts';
import './customers.css';
import { OwnerSection } from './owner-section.tsx';
import { useSaveCustomer, useTakeOver } from './save-customer.ts';

/** One customer: who and what worth on top, facts, what happened, what belongs to them. */
export function Page() {
  const { t } = useTranslation('customers');
  const { id } = usePageParams<{ id: string }>();
  const answer = useEndpoint(profilesContract.endpoints.get, { id });
  const customer = answer.data?.id === id ? answer.data : undefined;
  if (customer) return <Customer customer={customer} key={id} />;
  if (!answer.error || answer.isFetching) return <RecordSkeleton />;
  if (answer.error instanceof ProblemError && [400, 404].includes(answer.error.status)) {
    return (
      <PageBody>
        <EmptyState
          page
          title={t('record.missingTitle')}
          text={t('record.missingText')}
          action={<ButtonLink to="/customers">{t('record.toList')}</ButtonLink>}
        />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader title={t('list.title')} />
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    </PageBody>
  );
}

function Customer({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const may = useMay();
  const save = useSaveCustomer(customer);
  const takeOver = useTakeOver(customer);
  const { bin, restore, busy } = useBin();
  const { id, displayName, kind, binnedAt, company } = customer;
  const mayWrite = customer.mayChange;
  const rights = useFieldRights();
  const place = placeText(customer, format);
  return (
    <RecordPage
      name={displayName}
      title={
        <InlineEdit
          label={t(kind === 'person' ? 'field.name' : 'field.organisationName')}
          value={displayName}
          readOnly={!mayWrite || !rights.writes('displayName')}
          onSave={(value) => save('displayName', value || displayName)}
        />
      }
      avatar={<Avatar size="large" name={displayName} kind={kind} />}
      status={
        <>
          <Badge>{t(`kind.${kind}`)}</Badge>
          {may('customers.write') && !mayWrite ? <Badge>{t('record.seenOnly')}</Badge> : null}
          {binnedAt ? <Badge tone="attention">{t('bin.inBin')}</Badge> : null}
          {rights.reads('displayName') ? (
            <OriginButton
              customerId={id}
              of={{ field: 'displayName' }}
              label={t('field.displayName')}
              onUse={
                mayWrite && rights.writes('displayName')
                  ? (value) => takeOver('displayName', value)
                  : undefined
              }
            />
          ) : null}
        </>
      }
      note={
        <span className="cu-note">
          {company && company !== displayName ? <span>{company}</span> : null}
          {place ? (
            <span>
              {place}
              {customer.cityTier ? (
                <Link ink className="cu-tier" to="/customers" search={{ cityTier: customer.cityTier }}>
                  {t(`tier.${customer.cityTier}`)}
                </Link>
              ) : null}
            </span>
          ) : null}
          <span>
            {t('record.added')} <Time value={customer.createdAt} />
          </span>
        </span>
      }
      actions={
        <>
          {mayWrite && binnedAt ? (
            <Button tone="main" icon={RotateCcw} busy={busy} onClick={() => void restore([id])}>
              {t('bin.restore')}
            </Button>
          ) : null}
          {mayWrite && !binnedAt ? (
            <Button icon={Trash2} busy={busy} onClick={() => void bin([id])}>
              {t('bin.bin')}
            </Button>
          ) : null}
          {binnedAt ? null : <Slot name="customer.actions" props={{ customerId: id }} />}
        </>
      }
      figures={
        <>
          <CustomerFigures customer={customer} />
          <NextActions customer={customer} />
          <DuplicateNotice customerId={id} />
          <Notices customerId={id} />
        </>
      }
      trail={[{ label: t('list.title'), to: '/customers' }]}
      facts={
        <>
          {rights.reads('ownerId') ? <OwnerSection customer={customer} /> : null}
          <ContactPointsSection customer={customer} readOnly={!mayWrite} />
          {rights.reads('tags') ? (
            <Section
              title={t('tags.title')}
              actions={<HistoryButton customerId={id} field="tags" label={t('tags.title')} />}
            >
              <CustomerTags customer={customer} readOnly={!mayWrite || !rights.writes('tags')} />
            </Section>
          ) : null}
          <CustomerFacts customer={customer} readOnly={!mayWrite} />
        </>
      }
      timeline={<Middle customer={customer} />}
      related={
        <>
          <CircleSection customer={customer} />
          <RelationsSection customer={customer} readOnly={!mayWrite} />
          <Slot name="customer.related" props={{ customerId: id }} />
          <AttachmentsSection customer={customer} readOnly={!mayWrite || binnedAt !== null} />
          <SourceRecordsSection customer={customer} readOnly={!mayWrite} />
          <IdentitiesSection customer={customer} />
        </>
      }
    />
  );
}

/** What other domains have to remark; without the skeleton of a Slot, for there is mostly nothing. */
function Notices({ customerId }: { customerId: string }) {
  return (
    <Suspense fallback={null}>
      {useSlot('customer.notices').map(({ key, Panel }) => (
        <Panel key={key} customerId={customerId} />
      ))}
    </Suspense>
  );
}

/** The timeline, and what other domains show in its place, as tabs. */
function Middle({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const [search, change] = usePageSearch();
  const panels = useSlot('customer.panels');
  const chosen = panels.find((panel) => panel.key === search.tab);
  return (
    <Tabs
      label={t('record.tabs')}
      items={[
        { key: 'timeline', label: t('record.timeline') },
        ...panels.map(({ key, labelKey }) => ({ key, label: t(labelKey ?? key) })),
      ]}
      value={chosen?.key ?? 'timeline'}
      onChange={(tab) => change({ tab: tab === 'timeline' ? undefined : tab }, { push: true })}
    >
      <div className="cu-middle">
        {chosen ? (
          <Slot name="customer.panels" only={chosen.key} props={{ customerId: customer.id }} />
        ) : (
          <CustomerTimeline customer={customer} />
        )}
      </div>
    </Tabs>
  );
}
