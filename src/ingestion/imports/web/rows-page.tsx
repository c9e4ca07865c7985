import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link, usePageParams, usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { type ImportDetail, importsContract, type OutcomeRow, type RowOutcome } from '../imports.contract.ts';
import { rowOutcomes } from '../outcome-rows.contract.ts';
import { DownloadFailures } from './failed-rows.tsx';
import { reasonText, titleOf } from './import-words.ts';
import './columns.css';
import './imports.css';
import { outcomes } from './sums.ts';

const { get, rows: rowsEndpoint } = importsContract.endpoints;

/** The rows of a file that ended in one way, as they stand in it; failed ones with the reason. */
export function Page() {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { id } = usePageParams<{ id: string }>();
  const [search, change] = usePageSearch();
  const outcome = rowOutcomes.find((each) => each === search.outcome) ?? 'failed';
  const detail = useEndpoint(get, { id });
  const first = useEndpoint(rowsEndpoint, { id, outcome, limit: 1 });
  const pages = useEndpointPages(rowsEndpoint, { id, outcome, limit: 100 });
  const columns = useColumns(outcome, detail.data?.kind, first.data?.header, pages.rows);
  if (detail.error) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  const row = detail.data;
  const shown = row ? outcomes.filter((each) => row[each] > 0 || each === outcome) : [outcome];
  return (
    <ListPage
      title={t(`rows.title.${outcome}`)}
      count={row ? t('rows.count', { count: row[outcome], shown: format.number(row[outcome]) }) : undefined}
      trail={[
        { label: t('nav.imports'), to: '/imports' },
        ...(row ? [{ label: titleOf(row, t, format), to: `/imports/${id}` }] : []),
      ]}
      actions={outcome === 'failed' && row && row.failed > 0 ? <DownloadFailures id={id} /> : undefined}
      views={{
        items: shown.map((each) => ({
          key: each,
          label: t(`sums.${each}`),
          count: row ? format.number(row[each]) : undefined,
        })),
        value: outcome,
        onChange: (key) => change({ outcome: key }, { push: true }),
      }}
    >
      <DataTable
        mainTable
        dense
        label={t(`rows.title.${outcome}`)}
        columns={columns}
        rows={first.data ? pages.rows : undefined}
        rowKey={(each) => String(each.row)}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={<EmptyState title={t('rows.noneTitle')} text={t(`rows.none.${outcome}`)} />}
      />
    </ListPage>
  );
}

function useColumns(
  outcome: RowOutcome,
  kind: ImportDetail['kind'] | undefined,
  header: string[] = [],
  rows: OutcomeRow[] = [],
): Column<OutcomeRow>[] {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const phone = usePhone();
  const number: Column<OutcomeRow> = {
    key: 'row',
    header: t('rows.row'),
    width: 72,
    grow: 0,
    align: phone ? undefined : 'end',
    cell: (row) => (phone ? t('rows.rowNumber', { row: format.number(row.row) }) : format.number(row.row)),
  };
  const reason: Column<OutcomeRow> = {
    key: 'reason',
    header: t('rows.reason'),
    width: 420,
    grow: 2,
    cell: (row) => <Reason row={row} header={header} />,
  };
  const record: Column<OutcomeRow> = {
    key: 'record',
    header: t(kind === 'orders' ? 'rows.record' : 'rows.customer'),
    width: 110,
    grow: 0,
    card: 'end',
    cell: (row) =>
      row.recordId ? (
        <Link to={`/${kind === 'orders' ? 'orders' : 'customers'}/${row.recordId}`}>{t('rows.open')}</Link>
      ) : null,
  };
  const cells = header.map(
    (name, index): Column<OutcomeRow> => ({
      key: `cell-${index}`,
      header: name || t('columns.unnamed', { number: index + 1 }),
      width: widthOf(
        name,
        rows.slice(0, 50).map((row) => row.cells[index] ?? ''),
      ),
      cell: (row) => <Cell row={row} index={index} />,
    }),
  );
  if (phone) {
    const pairs: Column<OutcomeRow> = {
      key: 'cells',
      header: '',
      cell: (row) => <Pairs row={row} header={header} />,
    };
    if (outcome === 'failed') return [number, reason, pairs];
    return outcome === 'skipped' ? [number, pairs] : [number, pairs, record];
  }
  if (outcome === 'failed') return [number, reason, ...cells];
  return outcome === 'skipped' ? [number, ...cells] : [number, ...cells, record];
}

/** Room for what the column holds, within reason; about 7.5 px a letter, twice that for a Chinese character. */
function widthOf(name: string, values: string[]): number {
  const longest = Math.max(
    ...[name, ...values].map((text) => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0)),
  );
  return Math.min(240, Math.max(72, longest * 7.5 + 20));
}

function Reason({ row, header }: { row: OutcomeRow; header: string[] }) {
  const phone = usePhone();
  if (!row.problem) return null;
  const { code, column } = row.problem;
  const name = column === null ? undefined : header[column];
  const words = reasonText(code);
  return (
    <span className="im-marks" data-wrap={phone || undefined} title={words}>
      {name ? <Badge tone="danger">{name}</Badge> : null}
      <span className={phone ? undefined : 'pn-clip'}>{words}</span>
    </span>
  );
}

/** The cells of a row below each other, each with the name of its column; those that hold nothing are left out. */
function Pairs({ row, header }: { row: OutcomeRow; header: string[] }) {
  const { t } = useTranslation('ingestion');
  const told = row.cells.flatMap((value, index) =>
    value !== '' || row.problem?.column === index ? [index] : [],
  );
  return (
    <span className="im-pairs">
      {told.map((index) => (
        <span key={index}>
          <span>{header[index] || t('columns.unnamed', { number: index + 1 })}</span>
          <Cell row={row} index={index} />
        </span>
      ))}
    </span>
  );
}

function Cell({ row, index }: { row: OutcomeRow; index: number }) {
  const value = row.cells[index] ?? '';
  if (row.problem?.column === index) {
    return (
      <span className="im-problem" data-tone="danger" title={value}>
        {value || '∅'}
      </span>
    );
  }
  return (
    <span className={value ? undefined : 'pn-faint'} title={value}>
      {value || '–'}
    </span>
  );
}
