import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Figure, Figures } from '#platform/ui/figure.tsx';
import { Link, type Search, usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { Select } from '#platform/ui/select.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { duplicatesContract } from '../../duplicates/duplicates.contract.ts';
import { ImportedRow } from '../../origins/web/origin-record.tsx';
import { sourcesContract } from '../../sources/sources.contract.ts';
import { sourceTitle } from '../../sources/web/source-title.ts';
import type { MeasuredField } from '../measured-fields.contract.ts';
import { type FieldQuality, qualityContract } from '../quality.contract.ts';
import { FieldBars } from './field-bars.tsx';
import './quality.css';
import { SourceMatrix } from './source-matrix.tsx';

/** How complete and how valid what is known of customers is, field by field and source by source. */
export function Page() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const may = useMay();
  const [search, change] = usePageSearch();
  const within: Search = { source: search.source || undefined, importId: search.importId || undefined };
  const { data, error, refetch, isPlaceholderData } = useEndpoint(
    qualityContract.endpoints.dataQuality,
    within,
  );
  const narrowed = Boolean(within.source || within.importId);
  return (
    <PageBody>
      <PageHeader
        title={t('quality.title')}
        trail={[{ label: t('list.title'), to: '/customers' }]}
        notes={[data ? t('list.asOf', { time: format.time(data.measuredAt) }) : null]}
        actions={
          <WithinChoice
            value={search.source ?? ''}
            onChange={(source) => change({ source, importId: undefined }, { push: true })}
          />
        }
      />
      {within.importId ? (
        <p className="dq-lead">
          {t('quality.ofImport')}
          {format.punctuation.between}
          <ImportedRow importId={within.importId} rowNo={null} />{' '}
          <Link to="/customers/quality">{t('quality.showAll')}</Link>
        </p>
      ) : null}
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <div aria-busy className="dq-loading">
          <Skeleton width="100%" height={72} />
          <SkeletonLines lines={12} />
        </div>
      ) : null}
      {data?.total === 0 ? (
        <EmptyState
          icon={Gauge}
          title={t('quality.emptyTitle')}
          text={t('quality.emptyText')}
          action={
            may('ingestion.write') ? (
              <ButtonLink to="/imports/new">{t('empty.import')}</ButtonLink>
            ) : undefined
          }
          example={t('quality.example')}
        />
      ) : null}
      {data && data.total > 0 ? (
        <div className="dq-body" data-stale={isPlaceholderData || undefined}>
          <Summary
            fields={data.fields}
            total={data.total}
            within={within}
            ofRecords={data.of === 'records'}
          />
          <FieldBars fields={data.fields} within={within} ofRecords={data.of === 'records'} />
          {narrowed ? null : <SourceMatrix />}
        </div>
      ) : null}
    </PageBody>
  );
}

function WithinChoice({
  value,
  onChange,
}: {
  value: string;
  onChange: (source: string | undefined) => void;
}) {
  const { t } = useTranslation('customers');
  const { data } = useEndpoint(sourcesContract.endpoints.sources, {});
  const options = [
    { value: 'all', label: t('quality.everyone') },
    ...(data?.items ?? []).map(({ id, name }) => ({ value: id, label: sourceTitle(name, t) })),
  ];
  return (
    <Select
      label={t('quality.within')}
      value={value || 'all'}
      options={options}
      onChange={(next) => onChange(next === 'all' ? undefined : next)}
    />
  );
}

interface SummaryProps {
  fields: FieldQuality[];
  total: number;
  within: Search;
  ofRecords: boolean;
}

/** The numbers that one asks for first. */
function Summary({ fields, total, within, ofRecords }: SummaryProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const pairs = useEndpoint(duplicatesContract.endpoints.countPossibleDuplicates, {
    importId: within.importId,
  });
  const share = (field: MeasuredField) => {
    const { expected = 0, filled = 0, invalid = 0 } = fields.find((each) => each.field === field) ?? {};
    return expected === 0 ? '–' : format.percent((filled - invalid) / expected);
  };
  const door = { to: '/customers', search: within };
  return (
    <Figures>
      <Figure
        label={t(ofRecords ? 'quality.recordCount' : 'list.title')}
        value={format.number(total)}
        note={t(ofRecords ? 'quality.broughtNote' : 'quality.totalNote')}
        {...door}
      />
      <Figure
        label={t('quality.reachPhone')}
        value={share('phone')}
        note={t('quality.validOfAll')}
        to="/customers"
        search={{ ...within, valid: 'phone' }}
      />
      <Figure
        label={t('quality.reachEmail')}
        value={share('email')}
        note={t('quality.validOfAll')}
        to="/customers"
        search={{ ...within, valid: 'email' }}
      />
      <Figure
        label={t('pairs.title')}
        value={pairs.data ? `${format.number(pairs.data.count)}${pairs.data.exact ? '' : '+'}` : undefined}
        note={t('quality.pairsNote')}
        to="/customers/duplicates"
        search={{ importId: within.importId }}
      />
    </Figures>
  );
}
