import { Plus, Tags as TagsIcon } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Input } from '#platform/ui/field.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { useSlot } from '#platform/ui/slots.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { useMayChangeAll } from '../../profiles/web/may-change-all.ts';
import type { TagEntry } from '../tags.contract.ts';
import { MergeTagDialog } from './merge-tag-dialog.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { TagGroup } from './tag-group.tsx';
import './tags-page.css';
import { useTags } from './use-tags.ts';

const searchedFrom = 12;

/** All tags by their groups: what each means, who keeps it, who carries it. */
export function Page() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const notices = useSlot('tags.notices');
  const mayKeep = useMay()('customers.tags');
  const { items, error, refetch } = useTags({ counts: true });
  const [edited, setEdited] = useState<TagEntry | 'new' | null>(null);
  const [merged, setMerged] = useState<TagEntry | null>(null);
  const [text, setText] = useState('');
  const found = items?.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const mayMerge = useMayChangeAll();
  const acts = mayKeep ? { onEdit: setEdited, onMerge: mayMerge ? setMerged : undefined } : undefined;
  return (
    <PageBody narrow>
      <PageHeader
        title={t('tags.title')}
        notes={items ? [t('tags.count', { count: items.length, shown: format.number(items.length) })] : []}
        trail={[{ label: t('sources.settings'), to: '/settings' }]}
        actions={
          mayKeep ? (
            <Button tone="main" icon={Plus} onClick={() => setEdited('new')}>
              {t('tags.new')}
            </Button>
          ) : undefined
        }
      />
      <p className="tp-lead">{t('tags.lead')}</p>
      {notices.map(({ key, Panel }) => (
        <Suspense key={key} fallback={null}>
          <Panel />
        </Suspense>
      ))}
      {error && !items ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!items && !error ? <SkeletonLines lines={8} /> : null}
      {items?.length === 0 ? (
        <EmptyState icon={TagsIcon} title={t('tags.emptyTitle')} text={t('tags.emptyText')} />
      ) : null}
      {items && items.length > searchedFrom ? (
        <div className="tp-find">
          <Input
            type="search"
            aria-label={t('tags.findOne')}
            placeholder={t('tags.findOne')}
            value={text}
            onChange={setText}
          />
        </div>
      ) : null}
      {found && found.length === 0 && text ? <p className="pn-soft">{t('tags.noneFound')}</p> : null}
      <div className="tp-groups">
        {groupsOf(found ?? []).map(({ group, items }) => (
          <TagGroup key={group ?? ''} group={group} tags={items} acts={acts} />
        ))}
        <TagGroup
          archived
          group={null}
          tags={(found ?? []).filter(({ archivedAt }) => archivedAt)}
          acts={acts}
        />
      </div>
      {edited && items ? (
        <TagDialog
          key={edited === 'new' ? 'new' : edited.id}
          tag={edited === 'new' ? null : edited}
          groups={groupNames(items)}
          onClose={() => setEdited(null)}
        />
      ) : null}
      {merged && items ? (
        <MergeTagDialog key={merged.id} tag={merged} tags={items} onClose={() => setMerged(null)} />
      ) : null}
    </PageBody>
  );
}

function groupNames(tags: TagEntry[]): string[] {
  return [...new Set(tags.flatMap(({ group }) => group ?? []))].toSorted((one, other) =>
    one.localeCompare(other),
  );
}

/** Tags in use by their groups, those without one last. */
function groupsOf(tags: TagEntry[]): { group: string | null; items: TagEntry[] }[] {
  const used = tags.filter(({ archivedAt }) => archivedAt === null);
  return [...groupNames(used), null]
    .map((group) => ({ group, items: used.filter((tag) => tag.group === group) }))
    .filter(({ items }) => items.length > 0);
}
