import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { Column } from '#platform/ui/table-column.ts';
import { Time } from '#platform/ui/time.tsx';
import { membersContract } from '../../users/members.contract.ts';
import { auditContract } from '../audit.contract.ts';
import { actionText, actorText, detailText, knownActions, subjectText } from './audit-words.ts';

interface Entry {
  id: string;
  occurredAt: string;
  actor: string;
  actorName: string | null;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

/** Who did what, newest first. */
export function Page() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const [search, change] = usePageSearch();
  const people = usePeople();
  const filters = useFilters(people);
  const pages = useEndpointPages(auditContract.endpoints.audit, {
    actor: search.actor,
    action: search.action,
  });
  return (
    <ListPage
      title={t('settings.audit.title')}
      freshness={pages.readAt ? t('audit.asOf', { time: format.time(pages.readAt) }) : undefined}
      trail={[{ label: t('settings.title'), to: '/settings' }]}
      filters={<FilterBar filters={filters} values={search} onChange={change} />}
    >
      <DataTable
        mainTable
        label={t('settings.audit.title')}
        columns={useColumns(people)}
        rows={pages.rows}
        rowKey={(row) => row.id}
        hasMore={pages.hasMore}
        loadingMore={pages.loadingMore}
        onMore={pages.loadMore}
        stale={pages.stale}
        error={pages.error}
        onRetry={pages.retry}
        empty={<EmptyState title={t('audit.noneTitle')} text={t('audit.noneText')} />}
      />
    </ListPage>
  );
}

/** Names by actor: `user:12`. */
function usePeople(): ReadonlyMap<string, string> {
  const { data } = useEndpoint(membersContract.endpoints.colleagues, {});
  return useMemo(() => new Map((data?.items ?? []).map(({ id, name }) => [`user:${id}`, name])), [data]);
}

function useFilters(people: ReadonlyMap<string, string>): FilterDefinition[] {
  const { t } = useTranslation('admin');
  const actors = [
    ...[...people].map(([value, label]) => ({ value, label })),
    { value: 'operator', label: t('audit.actor.operator') },
    { value: 'system', label: t('audit.actor.system') },
  ];
  return [
    { key: 'actor', label: t('audit.who'), kind: 'choice', options: actors },
    {
      key: 'action',
      label: t('audit.what'),
      kind: 'choice',
      options: knownActions().map((value) => ({ value, label: actionText(value) })),
    },
  ];
}

function useColumns(people: ReadonlyMap<string, string>): Column<Entry>[] {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return [
    {
      key: 'action',
      header: t('audit.what'),
      width: 220,
      grow: 2,
      card: 'title',
      cell: (row) => <span title={row.action}>{actionText(row.action)}</span>,
    },
    { key: 'actor', header: t('audit.who'), width: 150, cell: (row) => actorText(row, t) },
    {
      key: 'subject',
      header: t('audit.about'),
      width: 140,
      cell: (row) => subjectText(row.subject, people, t),
    },
    {
      key: 'detail',
      header: t('audit.detail'),
      width: 220,
      grow: 3,
      card: 'none',
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
      key: 'when',
      header: t('audit.when'),
      width: 150,
      card: 'end',
      cell: (row) => <Time value={row.occurredAt} />,
    },
  ];
}
