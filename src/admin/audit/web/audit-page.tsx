import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { downloadUrl } from '#platform/ui/client.ts';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { membersContract } from '../../users/members.contract.ts';
import { type AuditEntry, auditContract } from '../audit.contract.ts';
import { filterDefinitions, filtersOf, isNarrowed, viewOf, views, withoutFilters } from './audit-search.ts';
import { actionText, actorText, detailText, subjectText } from './audit-words.ts';
import { ChainState } from './chain-state.tsx';
import { EntryPreview } from './entry-preview.tsx';

const { audit, export: download } = auditContract.endpoints;

/** Who did what, when and from where, newest first; everything that narrows it stands in the address. */
export function Page() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const [search, change] = usePageSearch();
  const people = usePeople();
  const filters = filtersOf(search);
  const pages = useEndpointPages(audit, filters);
  const shown = pages.rows?.find((row) => row.id === search.show);
  const narrow = (next: Record<string, string | undefined>) =>
    change({ ...next, show: undefined }, { push: !('q' in next) });
  return (
    <ListPage
      title={t('settings.audit.title')}
      freshness={pages.readAt ? t('audit.asOf', { time: format.time(pages.readAt) }) : undefined}
      trail={[{ label: t('settings.title'), to: '/settings' }]}
      actions={
        <>
          <ChainState />
          <a
            className="pn-button"
            data-tone="plain"
            data-size="normal"
            href={downloadUrl(download, filters)}
            download
          >
            <Download aria-hidden />
            <span>{t('audit.export')}</span>
          </a>
        </>
      }
      views={{
        items: views.map((key) => ({ key, label: t(`audit.view.${key}`) })),
        value: viewOf(search),
        onChange: (key) => narrow({ view: key === 'all' ? undefined : key }),
      }}
      search={{
        value: search.q ?? '',
        onChange: (q) => narrow({ q: q.trim() }),
        placeholder: t('audit.find'),
      }}
      filters={<FilterBar filters={filterDefinitions(people, t)} values={search} onChange={narrow} />}
      preview={
        shown
          ? {
              title: actionText(shown.action),
              onClose: () => change({ show: undefined }),
              children: <EntryPreview entry={shown} people={people} />,
            }
          : null
      }
    >
      <DataTable
        mainTable
        label={t('settings.audit.title')}
        columns={useColumns(people)}
        rows={pages.rows}
        rowKey={(row) => row.id}
        onPreview={(row) => change({ show: row?.id })}
        previewKey={shown?.id ?? null}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={
          <EmptyState
            title={t('audit.noneTitle')}
            text={t('audit.noneText')}
            action={
              isNarrowed(search) ? (
                <Button onClick={() => change(withoutFilters)}>{t('audit.clear')}</Button>
              ) : undefined
            }
          />
        }
      />
    </ListPage>
  );
}

/** Names by actor: `user:12`. */
function usePeople(): ReadonlyMap<string, string> {
  const { data } = useEndpoint(membersContract.endpoints.colleagues, {});
  return useMemo(() => new Map((data?.items ?? []).map(({ id, name }) => [`user:${id}`, name])), [data]);
}

function useColumns(people: ReadonlyMap<string, string>): Column<AuditEntry>[] {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return [
    {
      key: 'action',
      header: t('audit.what'),
      width: 180,
      grow: 2,
      card: 'title',
      cell: (row) => <span title={row.action}>{actionText(row.action)}</span>,
    },
    { key: 'actor', header: t('audit.who'), width: 110, cell: (row) => actorText(row, t) },
    {
      key: 'subject',
      header: t('audit.about'),
      width: 110,
      cell: (row) => subjectText(row.subject, people, t),
    },
    {
      key: 'detail',
      header: t('audit.detail'),
      width: 140,
      grow: 3,
      card: 'none',
      optional: true,
      cell: (row) => {
        const words = detailText(row.detail, format);
        return (
          <span className="pn-soft" title={words}>
            {words}
          </span>
        );
      },
    },
    {
      key: 'from',
      header: t('audit.from'),
      width: 110,
      optional: true,
      cell: (row) => row.address ?? (row.via ? t(`audit.via.${row.via}`) : null),
    },
    {
      key: 'when',
      header: t('audit.when'),
      width: 110,
      card: 'end',
      cell: (row) => <Time value={row.occurredAt} />,
    },
  ];
}
