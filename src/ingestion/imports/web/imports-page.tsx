import { Bookmark, FileUp, Sprout } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import type { Format } from '#platform/ui/format.ts';
import { Link, usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { type ImportRow, importsContract } from '../imports.contract.ts';
import { ImportState } from './import-state.tsx';
import { titleOf } from './import-words.ts';
import { isActive } from './sums.ts';
import './imports.css';

/** All imports, newest first; those that run move by themselves. */
export function Page() {
  const { t } = useTranslation('ingestion');
  const may = useMay();
  const format = useFormat();
  const [search, change] = usePageSearch();
  const active = search.active === 'true' ? 'true' : undefined;
  const pages = useLivePages(active);
  return (
    <ListPage
      title={t('nav.imports')}
      freshness={pages.readAt ? t('list.asOf', { time: format.time(pages.readAt) }) : undefined}
      actions={
        may('ingestion.write') ? (
          <>
            <ButtonLink to="/imports/recipes" icon={Bookmark}>
              {t('recipe.list')}
            </ButtonLink>
            <ButtonLink to="/demo" icon={Sprout}>
              {t('command.demo')}
            </ButtonLink>
            <ButtonLink to="/imports/new" tone="main" icon={FileUp}>
              {t('command.newImport')}
            </ButtonLink>
          </>
        ) : undefined
      }
      views={{
        items: [
          { key: 'all', label: t('list.all') },
          { key: 'active', label: t('list.active') },
        ],
        value: active ? 'active' : 'all',
        onChange: (key) => change({ active: key === 'active' ? 'true' : undefined }),
      }}
    >
      <DataTable
        mainTable
        label={t('nav.imports')}
        columns={useColumns()}
        rows={pages.rows}
        rowKey={(row) => row.id}
        href={(row) => `/imports/${row.id}`}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={active ? <NothingRuns /> : <NoImports />}
      />
    </ListPage>
  );
}

/** The file, and the way to those that came with it while one of them waits. */
function Title({ row }: { row: ImportRow }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const title = titleOf(row, t, format);
  if (row.batch === null || row.state !== 'draft') return title;
  return (
    <>
      {title}{' '}
      <Link to="/imports/new" search={{ batch: row.batch }} tabIndex={-1} className="im-together">
        {t('batch.title')}
      </Link>
    </>
  );
}

const idleMs = 15_000;
const activeMs = 1_500;

/** Looks often while something runs, seldom otherwise. */
function useLivePages(active: 'true' | undefined) {
  const [refreshMs, setRefreshMs] = useState(activeMs);
  const pages = useEndpointPages(importsContract.endpoints.list, { active }, { refreshMs });
  const wanted = pages.rows?.some(isActive) ? activeMs : idleMs;
  useEffect(() => setRefreshMs(wanted), [wanted]);
  return pages;
}

function useColumns(): Column<ImportRow>[] {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const count = (key: 'rowsIn' | 'created' | 'updated' | 'unchanged' | 'failed'): Column<ImportRow> => ({
    key,
    header: t(`sums.${key}`),
    width: 92,
    grow: 0,
    align: 'end',
    card: key === 'rowsIn' || key === 'failed' ? 'meta' : 'none',
    cell: (row) => <Count row={row} outcome={key} format={format} />,
  });
  return [
    {
      key: 'title',
      header: t('list.file'),
      width: 220,
      grow: 3,
      card: 'title',
      cell: (row) => <Title row={row} />,
    },
    { key: 'kind', header: t('list.kind'), width: 80, card: 'none', cell: (row) => t(`kind.${row.kind}`) },
    {
      key: 'state',
      header: t('list.state'),
      width: 150,
      card: 'end',
      cell: (row) => <ImportState row={row} />,
    },
    {
      key: 'createdAt',
      header: t('list.when'),
      width: 130,
      cell: (row) => <Time value={row.startedAt ?? row.createdAt} />,
    },
    count('rowsIn'),
    count('created'),
    count('updated'),
    count('unchanged'),
    count('failed'),
  ];
}

interface CountProps {
  row: ImportRow;
  outcome: 'rowsIn' | 'created' | 'updated' | 'unchanged' | 'failed';
  format: Format;
}

/** A count with its rows behind it; nothing to open in a draft, and no file behind the demo shop. */
function Count({ row, outcome, format }: CountProps) {
  const { t } = useTranslation('ingestion');
  const phone = usePhone();
  if (row.state === 'draft' && phone) return null;
  if (row.state === 'draft') return <span className="pn-faint">–</span>;
  const value = row[outcome];
  if (phone && value === 0 && outcome !== 'rowsIn') return null;
  if (phone) return t(`list.short.${outcome}`, { count: value, shown: format.number(value) });
  if (value === 0 || outcome === 'rowsIn' || row.kind === 'demo') {
    return <span className={value === 0 ? 'pn-faint' : undefined}>{format.number(value)}</span>;
  }
  return (
    <Link ink to={`/imports/${row.id}/rows`} search={{ outcome }} tabIndex={-1}>
      {format.number(value)}
    </Link>
  );
}

function NoImports() {
  const { t } = useTranslation('ingestion');
  const may = useMay();
  const write = may('ingestion.write');
  return (
    <EmptyState
      icon={FileUp}
      title={t('list.emptyTitle')}
      text={t('list.emptyText')}
      action={
        write ? (
          <ButtonLink to="/imports/new" tone="main" icon={FileUp}>
            {t('command.newImport')}
          </ButtonLink>
        ) : undefined
      }
      example={write ? <Link to="/demo">{t('list.emptyDemo')}</Link> : undefined}
    />
  );
}

function NothingRuns() {
  const { t } = useTranslation('ingestion');
  return (
    <EmptyState
      title={t('list.noneActiveTitle')}
      text={t('list.noneActiveText')}
      action={<ButtonLink to="/imports">{t('list.showAll')}</ButtonLink>}
    />
  );
}
