import type { TFunction } from 'i18next';
import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { rfmValues } from '../../rules/conditions/rfm.contract.ts';
import { asNewSegment } from '../../segments/web/rule-in-address.ts';
import { rfmContract, type ScoredCustomer } from '../rfm.contract.ts';
import { rfmGroup, rfmKind, scores } from '../rfm-groups.contract.ts';
import './rfm.css';
import { ruleOfScores, type ScoreFilters } from './rule-of-scores.ts';

const measures = ['recency', 'frequency', 'spend'] as const;

/** The customers behind a cell, a group or a score, those who spent most first. */
export function Page() {
  const { t } = useTranslation('segments');
  const [search, change] = usePageSearch();
  const may = useMay();
  const filters: ScoreFilters = {
    group: rfmGroup.safeParse(search.group).data,
    kind: rfmKind.safeParse(search.kind).data,
    ...Object.fromEntries(measures.map((measure) => [measure, scoreIn(search[measure])])),
  };
  const format = useFormat();
  const pages = useEndpointPages(rfmContract.endpoints.rfmCustomers, filters);
  const definitions: FilterDefinition[] = [
    {
      key: 'group',
      kind: 'choice',
      label: t('rfm.groupHead'),
      options: rfmGroup.options.map((value) => ({ value, label: t(`rfm.group.${value}`) })),
    },
    {
      key: 'kind',
      kind: 'choice',
      label: t('rfm.kindHead'),
      options: rfmKind.options.map((value) => ({ value, label: t(`rfm.kind.${value}`) })),
    },
    ...measures.map(
      (measure): FilterDefinition => ({
        key: measure,
        kind: 'choice',
        label: t(`rfm.${measure}`),
        options: scores.toReversed().map((score) => ({ value: String(score), label: String(score) })),
      }),
    ),
  ];
  return (
    <ListPage
      title={t('rfm.customersTitle')}
      freshness={pages.asOf && t('lifecycle.countedAt', { time: format.dateTime(pages.asOf) })}
      trail={[{ label: t('rfm.title'), to: '/segments/rfm' }]}
      actions={
        may('segments.write') ? (
          <ButtonLink icon={CopyPlus} {...asNewSegment(ruleOfScores(filters), scoresText(filters, t))}>
            {t('command.asSegment')}
          </ButtonLink>
        ) : undefined
      }
      filters={
        <FilterBar filters={definitions} values={search} onChange={(next) => change(next, { push: true })} />
      }
    >
      <DataTable
        mainTable
        label={t('rfm.customersTitle')}
        columns={useColumns()}
        rows={pages.rows}
        rowKey={(row: ScoredCustomer) => row.id}
        href={(row) => `/customers/${row.id}`}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={<EmptyState title={t('rfm.nobody')} text={t('rfm.nobodyText')} />}
      />
    </ListPage>
  );
}

/** What is no score narrows nothing. */
function scoreIn(text: string | undefined) {
  return rfmValues.recency.find((score) => score === text);
}

/** What the list is narrowed to, in words. */
function scoresText({ group, kind, ...of }: ScoreFilters, t: TFunction<'segments'>): string {
  const words = [
    group && t(`rfm.group.${group}`),
    kind && t(`rfm.kind.${kind}`),
    ...measures.map((measure) => of[measure] && t(`rfm.${measure}Score`, { score: of[measure] })),
  ].filter((word) => word !== undefined);
  return words.length === 0 ? t('rfm.customersTitle') : words.join(' · ');
}

function useColumns(): Column<ScoredCustomer>[] {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  return [
    {
      key: 'name',
      header: t('rfm.customer'),
      width: 220,
      grow: 3,
      cell: ({ name, kind, id }) => (
        <span className="pn-cell-name">
          <Avatar name={name ?? id} kind={kind} />
          <span className="pn-clip">{name ?? id}</span>
        </span>
      ),
    },
    {
      key: 'group',
      header: t('rfm.groupHead'),
      width: 140,
      grow: 1,
      cell: ({ group }) => t(`rfm.group.${group}`),
    },
    {
      key: 'kind',
      header: t('rfm.kindHead'),
      width: 140,
      grow: 1,
      optional: true,
      cell: ({ rfmKind: kind }) => t(`rfm.kind.${kind}`),
    },
    {
      key: 'scores',
      header: t('rfm.scoresHead'),
      width: 90,
      cell: ({ recency, frequency, spend }) => (
        <span className="pn-num">{`${recency} · ${frequency} · ${spend}`}</span>
      ),
    },
    {
      key: 'lastDay',
      header: t('rfm.lastDay'),
      width: 120,
      labelled: true,
      cell: ({ lastDay }) => <Time value={lastDay} as="date" />,
    },
    {
      key: 'purchases',
      header: t('rfm.purchases'),
      width: 90,
      labelled: true,
      align: 'end',
      cell: ({ purchases }) => <span className="pn-num">{format.number(purchases)}</span>,
    },
    {
      key: 'spend',
      header: t('rfm.spent'),
      width: 130,
      align: 'end',
      card: 'end',
      cell: ({ spendMinor }) => (
        <span className="pn-num">{format.money({ amountMinor: spendMinor, currency })}</span>
      ),
    },
  ];
}
