import { Building2, Plus, Trash2, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint, useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { type Search, usePageSearch } from '#platform/ui/link.tsx';
import { useListFilters } from '#platform/ui/list-filters.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { SortMenu } from '#platform/ui/sort-menu.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import type { TableSort } from '#platform/ui/table-column.ts';
import { fieldsLeftOut } from '../../custom-fields/web/asked-fields.ts';
import { useCustomFieldName, useCustomFields } from '../../custom-fields/web/use-custom-fields.ts';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { useViews } from '../../views/web/use-views.ts';
import { ViewControls } from '../../views/web/view-controls.tsx';
import { changeToView } from '../../views/web/view-words.ts';
import { BulkButtons } from '../../works/web/bulk-buttons.tsx';
import type { CustomerRow } from '../customer-row.contract.ts';
import { profilesContract } from '../profiles.contract.ts';
import { ColumnChoice } from './column-choice.tsx';
import { useCustomerColumns } from './customer-columns.tsx';
import { CustomerPreview } from './customer-preview.tsx';
import {
  changeOf,
  customFieldsIn,
  filtersOf,
  furtherOf,
  isNarrowed,
  sortOf,
  sortWord,
  viewOf,
  views,
  withoutFilters,
} from './customer-search.ts';
import { ExportList } from './export-list.tsx';
import { useListColumns } from './list-columns.ts';
import { ListFilters } from './list-filters.tsx';
import { NewCustomerDialog } from './new-customer-dialog.tsx';

const { list, count } = profilesContract.endpoints;

/** All customers: searched, filtered, sorted; everything that narrows them stands in the address. */
export function Page() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const may = useMay();
  const [search, change] = usePageSearch();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  // All that the filters keep are meant, not only the rows that were read.
  const [everyone, setEveryone] = useState(false);
  const view = viewOf(search);
  const { filters, sort, columns, chosen, pages, total, remarks, others } = useList(search);
  const saved = useViews();
  const shown = pages.rows?.find((row) => row.id === search.show);
  const readAt = pages.asOf ?? pages.readAt;
  const select = (next: ReadonlySet<string>) => {
    setEveryone(false);
    setSelection(next);
  };
  const narrow = (next: Record<string, string | undefined>) => {
    select(new Set());
    change({ ...changeOf(next), show: undefined }, { push: !('q' in next) });
  };
  const sortBy = (next: TableSort) => change({ sort: sortWord(next) }, { push: true });
  const show = (key: string) => {
    const other = saved.items.find(({ id }) => id === key);
    select(new Set());
    if (other) change(changeToView(search, other), { push: true });
    else if (saved.active)
      change({ ...changeToView(search, undefined), view: key === 'all' ? undefined : key }, { push: true });
    else narrow({ view: key === 'all' ? undefined : key });
  };
  return (
    <>
      <ListPage
        title={t('list.title')}
        count={
          total
            ? t(total.exact ? 'list.count' : 'list.about', {
                count: total.count,
                shown: format.number(total.count),
              })
            : undefined
        }
        freshness={readAt ? t('list.asOf', { time: format.time(readAt) }) : undefined}
        actions={
          <ListActions
            exporting={
              <ExportList listing={{ ...filters, ...sort }} columns={columns.shown.map(({ key }) => key)} />
            }
          />
        }
        views={{
          items: [
            ...views.map((key) => ({ key, label: t(`view.${key}`) })),
            ...saved.items.map(({ id, name }) => ({ key: id, label: name })),
          ],
          value: saved.active?.id ?? view,
          onChange: show,
        }}
        search={{
          value: search.q ?? '',
          onChange: (q) => narrow({ q: q.trim() }),
          placeholder: t('list.find'),
        }}
        filters={
          <>
            <ListFilters search={others.search} others={others.filters} onChange={narrow} />
            <ViewControls {...saved} />
            <Arrangement columns={columns} chosen={chosen} sort={sort} onSort={sortBy} />
          </>
        }
        remarks={remarks}
        preview={
          shown
            ? {
                title: shown.displayName,
                to: `/customers/${shown.id}`,
                onClose: () => change({ show: undefined }),
                children: <CustomerPreview row={shown} />,
              }
            : null
        }
      >
        <DataTable
          mainTable
          label={t('list.title')}
          columns={columns.shown}
          onResize={(key, width) =>
            chosen.choose({ ...chosen.shown, widths: { ...chosen.shown.widths, [key]: width } })
          }
          rows={pages.rows}
          rowKey={(row: CustomerRow) => row.id}
          href={(row) => `/customers/${row.id}`}
          onPreview={(row) => change({ show: row?.id })}
          previewKey={shown?.id ?? null}
          sort={{ key: sort.sort, direction: sort.direction }}
          onSort={sortBy}
          selection={may('customers.write') ? selection : undefined}
          onSelection={select}
          selectedWords={
            everyone && total ? t('bulk.allMeant', { shown: format.number(total.count) }) : undefined
          }
          bulk={
            <BulkButtons
              ids={[...selection]}
              everyone={everyone ? { filters } : null}
              total={total}
              onEveryone={() => setEveryone(true)}
              binned={view === 'bin'}
              onDone={() => select(new Set())}
            />
          }
          hasMore={pages.hasMore}
          loadingMore={pages.loadingMore}
          onMore={pages.loadMore}
          stale={pages.stale}
          error={pages.error}
          onRetry={pages.retry}
          empty={<NoCustomers />}
        />
      </ListPage>
      <NewCustomerDialog open={search.new === '1'} onClose={() => change({ new: undefined })} />
    </>
  );
}

/** What the address asks for: who, in which order, with which columns. */
function useList(search: Search) {
  const { t } = useTranslation('customers');
  const nameOf = useCustomFieldName();
  const { currency } = useSession().organisation;
  const fields = useCustomFields();
  const { reads } = useFieldRights();
  const asked = customFieldsIn(search);
  const { kept, gone } = fieldsLeftOut(asked, fields.ready ? fields.items : undefined, reads);
  const goesBy = (field: string) => !kept.includes(field) && !gone.includes(field);
  const others = useListFilters('customers', search);
  const filters = filtersOf(others.search, currency, goesBy);
  const sort = sortOf(search, (field) => reads(field) && goesBy(field));
  const enabled = others.ready && (fields.ready || !asked.some(goesBy));
  const chosen = useListColumns();
  const columns = useCustomerColumns(chosen.shown);
  const answered = useEndpointPages(
    list,
    { ...filters, ...sort, columns: furtherOf(columns.shown.map(({ key }) => key)) },
    { enabled },
  );
  const counted = useEndpoint(count, filters, { enabled });
  const pages = enabled
    ? answered
    : { ...answered, rows: undefined, hasMore: false, error: fields.error, retry: fields.retry };
  const total = enabled ? counted.data : undefined;
  const remarks = [
    ...gone.map((field) => t('list.fieldGone', { field: nameOf(field) })),
    ...kept.map((field) => t('list.fieldKept', { field: nameOf(field) })),
    ...others.gone.map((filter) => t('list.filterGone', { filter })),
  ];
  return { filters, sort, columns, chosen, pages, total, remarks, others };
}

type List = ReturnType<typeof useList>;

/** In which order and with which columns the list is shown. */
function Arrangement(
  props: Pick<List, 'columns' | 'chosen' | 'sort'> & { onSort: (next: TableSort) => void },
) {
  const { columns, chosen, sort, onSort } = props;
  return (
    <>
      <SortMenu
        columns={columns.shown}
        sort={{ key: sort.sort, direction: sort.direction }}
        onSort={onSort}
      />
      <ColumnChoice columns={columns} list={chosen} />
    </>
  );
}

function ListActions({ exporting }: { exporting: ReactNode }) {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { writes } = useFieldRights();
  const [, change] = usePageSearch();
  return (
    <>
      {may('customers.export') ? exporting : null}
      {may('customers.write') && writes('displayName') ? (
        <Button tone="main" icon={Plus} onClick={() => change({ new: '1' })}>
          {t('list.new')}
        </Button>
      ) : null}
    </>
  );
}

function NoCustomers() {
  const { t } = useTranslation('customers');
  const [search, change] = usePageSearch();
  const may = useMay();
  const view = viewOf(search);
  if (isNarrowed(search)) {
    return (
      <EmptyState
        title={t('empty.narrowTitle')}
        text={search.q ? t('empty.narrowSearch', { q: search.q }) : t('empty.narrowText')}
        action={<Button onClick={() => change(withoutFilters)}>{t('empty.clear')}</Button>}
      />
    );
  }
  if (view === 'bin') {
    return <EmptyState icon={Trash2} title={t('empty.binTitle')} text={t('empty.binText')} />;
  }
  return (
    <EmptyState
      icon={view === 'organisation' ? Building2 : Users}
      title={t('empty.title')}
      text={t('empty.text')}
      action={
        may('ingestion.write') ? <ButtonLink to="/imports/new">{t('empty.import')}</ButtonLink> : undefined
      }
      example={t('empty.example')}
    />
  );
}
