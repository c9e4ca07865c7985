import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { gradesContract } from '../grades.contract.ts';

const { gradeChanges } = gradesContract.endpoints;
type NamedChange = OutputOf<typeof gradeChanges>['items'][number];

/** Whose grade changed, the newest first. */
export function GradeChanges() {
  const { t } = useTranslation('segments');
  const pages = useEndpointPages(gradeChanges, {});
  return (
    <Section title={t('grades.changes')} note={t('grades.changesNote')}>
      <DataTable
        framed
        maxHeight={420}
        label={t('grades.changes')}
        columns={useColumns()}
        rows={pages.rows}
        rowKey={(row: NamedChange) => row.id}
        href={(row) => `/customers/${row.customerId}`}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={<p className="pn-faint">{t('grades.noChanges')}</p>}
      />
    </Section>
  );
}

function useColumns(): Column<NamedChange>[] {
  const { t } = useTranslation('segments');
  const { language, number } = useFormat();
  const name = (grade: NamedChange['to']) => (grade ? grade.name[language] : t('grades.none'));
  return [
    {
      key: 'name',
      header: t('rfm.customer'),
      width: 100,
      grow: 3,
      cell: (row) => row.name ?? row.customerId,
    },
    {
      key: 'change',
      header: t('grades.changeHead'),
      width: 130,
      grow: 1,
      cell: ({ from, to }) => `${name(from)} → ${name(to)}`,
    },
    { key: 'at', header: t('grades.when'), width: 124, cell: ({ changedAt }) => <Time value={changedAt} /> },
    {
      key: 'points',
      header: t('grades.points'),
      width: 80,
      align: 'end',
      cell: ({ points }) =>
        points === null ? (
          <span className="pn-faint pn-none">–</span>
        ) : (
          <span className="pn-num">{number(points)}</span>
        ),
    },
    {
      key: 'cause',
      header: t('grades.causeHead'),
      width: 180,
      grow: 1,
      cell: ({ cause }) => t(`grades.cause.${cause}`),
    },
  ];
}
