import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { asNewSegment } from '../../segments/web/rule-in-address.ts';
import { useStandingColumns } from '../../standing/web/standing-columns.tsx';
import { lifecycleContract, type StagedCustomer } from '../lifecycle.contract.ts';
import { stage } from '../stages.contract.ts';

/** The customers of a stage, those who came into it last first. */
export function Page() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const [search, change] = usePageSearch();
  const may = useMay();
  const chosen = stage.safeParse(search.stage).data;
  const pages = useEndpointPages(lifecycleContract.endpoints.stagedCustomers, { stage: chosen });
  return (
    <ListPage
      title={t('lifecycle.customersTitle')}
      freshness={pages.asOf && t('lifecycle.countedAt', { time: format.dateTime(pages.asOf) })}
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

function useColumns(): Column<StagedCustomer>[] {
  const { t } = useTranslation('segments');
  return useStandingColumns<StagedCustomer>([
    {
      key: 'stage',
      header: t('lifecycle.stageHead'),
      width: 120,
      grow: 1,
      cell: (row) => t(`lifecycle.stage.${row.stage}`),
    },
  ]);
}
