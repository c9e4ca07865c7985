import { Combine, Filter, Plus, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { DataTable } from '#platform/ui/data-table.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { ListPage } from '#platform/ui/list-page.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { EmptyState } from '#platform/ui/state-view.tsx';
import { type Segment, segmentsContract } from '../segments.contract.ts';
import { CombineDialog } from './combine-dialog.tsx';
import { ReadyMade, ReadyMadeDialog } from './ready-made.tsx';
import { useSegmentColumns } from './segment-columns.tsx';
import { SegmentPreview } from './segment-preview.tsx';
import './segments.css';

const views = ['used', 'archived'] as const;

/** All segments that one may see. */
export function Page() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const may = useMay();
  const [search, change] = usePageSearch();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [combines, setCombines] = useState(false);
  const archived = search.view === 'archived';
  const list = useEndpoint(
    segmentsContract.endpoints.segments,
    { archived },
    { refreshMs: (latest) => (latest?.items.some(({ filling }) => filling) ? 2_000 : 60_000) },
  );
  const found = list.data?.items.filter((segment) => isFound(segment, search.q ?? ''));
  const shown = found?.find(({ id }) => id === search.show);
  const columns = useSegmentColumns();
  const mayWrite = may('segments.write');
  return (
    <>
      <ListPage
        title={t('nav.segments')}
        count={found && t('list.count', { count: found.length, shown: format.number(found.length) })}
        actions={
          mayWrite ? (
            <>
              <Button icon={Sparkles} onClick={() => change({ ready: '1' })}>
                {t('ready.open')}
              </Button>
              <ButtonLink tone="main" icon={Plus} to="/segments/new">
                {t('command.new')}
              </ButtonLink>
            </>
          ) : undefined
        }
        views={{
          items: views.map((key) => ({ key, label: t(`list.view.${key}`) })),
          value: archived ? 'archived' : 'used',
          onChange: (key) =>
            change({ view: key === 'used' ? undefined : key, show: undefined }, { push: true }),
        }}
        search={{
          value: search.q ?? '',
          onChange: (q) => change({ q: q.trim() || undefined }),
          placeholder: t('list.find'),
        }}
        preview={
          shown
            ? {
                title: shown.name,
                to: `/segments/${shown.id}`,
                onClose: () => change({ show: undefined }),
                children: <SegmentPreview segment={shown} />,
              }
            : null
        }
      >
        <DataTable
          mainTable
          label={t('nav.segments')}
          columns={columns}
          rows={found}
          rowKey={({ id }) => id}
          href={({ id }) => `/segments/${id}`}
          onPreview={(row) => change({ show: row?.id })}
          previewKey={shown?.id ?? null}
          selection={mayWrite && !archived ? selection : undefined}
          onSelection={setSelection}
          bulk={
            <Button
              size="small"
              icon={Combine}
              disabled={selection.size < 2}
              onClick={() => setCombines(true)}
            >
              {t('combine.open')}
            </Button>
          }
          stale={list.isPlaceholderData}
          error={list.error}
          onRetry={() => void list.refetch()}
          empty={<NoSegments narrowed={Boolean(search.q)} archived={archived} />}
        />
      </ListPage>
      {search.ready === '1' ? <ReadyMadeDialog onClose={() => change({ ready: undefined })} /> : null}
      {combines ? (
        <CombineDialog
          segments={(list.data?.items ?? []).filter(({ id }) => selection.has(id))}
          onClose={() => setCombines(false)}
        />
      ) : null}
    </>
  );
}

function isFound({ name, description }: Segment, text: string): boolean {
  return `${name} ${description}`.toLowerCase().includes(text.toLowerCase());
}

function NoSegments({ narrowed, archived }: { narrowed: boolean; archived: boolean }) {
  const { t } = useTranslation('segments');
  const may = useMay();
  if (narrowed || archived)
    return (
      <EmptyState
        icon={Filter}
        title={t(narrowed ? 'empty.foundTitle' : 'empty.archivedTitle')}
        text={t(narrowed ? 'empty.foundText' : 'empty.archivedText')}
      />
    );
  return (
    <div className="sg-empty">
      <EmptyState
        icon={Filter}
        title={t('empty.title')}
        text={t('empty.text')}
        action={
          may('segments.write') ? (
            <ButtonLink tone="main" to="/segments/new">
              {t('command.new')}
            </ButtonLink>
          ) : undefined
        }
      />
      <h2 className="sg-empty-title">{t('ready.title')}</h2>
      <ReadyMade />
    </div>
  );
}
