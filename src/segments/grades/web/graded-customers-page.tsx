import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { asNewSegment } from '../../segments/web/rule-in-address.ts';
import { useStandingColumns } from '../../standing/web/standing-columns.tsx';
import { gradeKey } from '../grade-keys.contract.ts';
import { type Grade, type GradedCustomer, gradesContract } from '../grades.contract.ts';

const { grades, gradedCustomers } = gradesContract.endpoints;

/** The customers of a grade, those who came into it last first. */
export function Page() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { language } = format;
  const [search, change] = usePageSearch();
  const may = useMay();
  const { data } = useEndpoint(grades, {});
  const known = data?.grades ?? [];
  const chosen = gradeKey.safeParse(search.grade).data;
  const meant = known.filter(({ key }) => chosen === undefined || key === chosen);
  const pages = useEndpointPages(gradedCustomers, { grade: chosen });
  return (
    <ListPage
      title={t('grades.customersTitle')}
      freshness={pages.asOf && t('lifecycle.countedAt', { time: format.dateTime(pages.asOf) })}
      trail={[{ label: t('grades.title'), to: '/segments/grades' }]}
      actions={
        may('segments.write') && meant.length > 0 ? (
          <ButtonLink
            icon={CopyPlus}
            {...asNewSegment(
              { all: [{ type: 'grade', operator: 'in', grades: meant.map(({ key }) => key) }] },
              chosen === undefined ? t('grades.customersTitle') : meant[0]!.name[language],
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
              key: 'grade',
              kind: 'choice',
              label: t('grades.gradeHead'),
              options: known.map(({ key, name }) => ({ value: key, label: name[language] })),
            },
          ]}
          values={search}
          onChange={(next) => change(next, { push: true })}
        />
      }
    >
      <DataTable
        mainTable
        label={t('grades.customersTitle')}
        columns={useColumns(known)}
        rows={pages.rows}
        rowKey={(row: GradedCustomer) => row.id}
        href={(row) => `/customers/${row.id}`}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={<EmptyState title={t('grades.nobody')} text={t('rfm.nobodyText')} />}
      />
    </ListPage>
  );
}

function useColumns(known: readonly Grade[]): Column<GradedCustomer>[] {
  const { t } = useTranslation('segments');
  const { language, number } = useFormat();
  return useStandingColumns<GradedCustomer>([
    {
      key: 'grade',
      header: t('grades.gradeHead'),
      width: 110,
      grow: 1,
      cell: ({ grade }) => known.find(({ key }) => key === grade)?.name[language] ?? grade,
    },
    {
      key: 'points',
      header: t('grades.points'),
      width: 80,
      align: 'end',
      labelled: true,
      cell: ({ points }) =>
        points === null ? (
          <span className="pn-faint pn-none">–</span>
        ) : (
          <span className="pn-num">{number(points)}</span>
        ),
    },
  ]);
}
