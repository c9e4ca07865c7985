import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { asNewSegment } from '../../segments/web/rule-in-address.ts';
import { lifecycleContract, type StagedCustomer } from '../lifecycle.contract.ts';
import { stage } from '../stages.contract.ts';

/** The customers of a stage, those who came into it last first. */
export function Page() {
  const { t } = useTranslation('segments');
  const [search, change] = usePageSearch();
  const may = useMay();
  const chosen = stage.safeParse(search.stage).data;
  const pages = useEndpointPages(lifecycleContract.endpoints.stagedCustomers, { stage: chosen });
  return (
    <ListPage
      title={t('lifecycle.customersTitle')}
      trail={[{ label: t('lifecycle.title'), to: '/segments/lifecycle' }]}
      actions={
        may('segments.write') ? (
          <ButtonLink
            icon={CopyPlus}
            {...asNewSegment(
              { all: [{ type: 'stage', operator: 'in', stages: chosen ? [chosen] : stage.options }] },
              chosen ? t(`lifecycle.stage.${chosen}`) : t('lifecycle.customersTitle'),
            )}
          >
            {t('command.asSegment')}
          </ButtonLink>
        ) : undefined
      }
      filters={
        <FilterBar
          filters={[
            {
              key: 'stage',
              kind: 'choice',
              label: t('lifecycle.stageHead'),
              options: stage.options.map((value) => ({ value, label: t(`lifecycle.stage.${value}`) })),
            },
          ]}
          values={search}
          onChange={(next) => change(next, { push: true })}
        />
      }
    >
      <DataTable
        mainTable
        label={t('lifecycle.customersTitle')}
        columns={useColumns()}
        rows={pages.rows}
        rowKey={(row: StagedCustomer) => row.id}
        href={(row) => `/customers/${row.id}`}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={<EmptyState title={t('lifecycle.nobody')} text={t('rfm.nobodyText')} />}
      />
    </ListPage>
  );
}

const dash = <span className="pn-faint pn-none">–</span>;

function useColumns(): Column<StagedCustomer>[] {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  return [
    {
      key: 'name',
      header: t('rfm.customer'),
      width: 240,
      grow: 3,
      cell: ({ name, kind, id }) => (
        <span className="pn-cell-name">
          <Avatar name={name ?? id} kind={kind} />
          <span className="pn-clip">{name ?? id}</span>
        </span>
      ),
    },
    {
      key: 'stage',
      header: t('lifecycle.stageHead'),
      width: 120,
      grow: 1,
      cell: (row) => t(`lifecycle.stage.${row.stage}`),
    },
    {
      key: 'since',
      header: t('lifecycle.since'),
      width: 140,
      labelled: true,
      cell: ({ since }) => <Time value={since} as="date" />,
    },
    {
      key: 'orders',
      header: t('rfm.purchases'),
      width: 90,
      labelled: true,
      align: 'end',
      cell: ({ orders }) =>
        orders === null ? dash : <span className="pn-num">{format.number(orders)}</span>,
    },
    {
      key: 'lastOrderAt',
      header: t('rfm.lastDay'),
      width: 140,
      labelled: true,
      cell: ({ lastOrderAt }) => (lastOrderAt === null ? dash : <Time value={lastOrderAt} as="date" />),
    },
    {
      key: 'spend',
      header: t('rfm.spent'),
      width: 130,
      align: 'end',
      card: 'end',
      cell: ({ spendMinor }) =>
        spendMinor === null ? (
          dash
        ) : (
          <span className="pn-num">{format.money({ amountMinor: spendMinor, currency })}</span>
        ),
    },
  ];
}
