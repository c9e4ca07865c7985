import { Archive, ArchiveRestore, Merge, MoreHorizontal, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Menu, type MenuEntry } from '#platform/ui/menu.tsx';
import { Card, Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type TagEntry, tagsContract } from '../tags.contract.ts';
import { RenameGroupDialog } from './rename-group-dialog.tsx';
import { TagBadge } from './tag-badge.tsx';

const { tags: allTags, updateTag } = tagsContract.endpoints;

interface Acts {
  onEdit: (tag: TagEntry) => void;
  /** Left out for those who may not change all customers. */
  onMerge: ((tag: TagEntry) => void) | undefined;
}

interface TagGroupProps {
  /** Null: tags without a group. */
  group: string | null;
  archived?: boolean;
  tags: TagEntry[];
  /** Left out for those who only look. */
  acts: Acts | undefined;
}

/** The tags of one group, or those that are archived. */
export function TagGroup({ group, archived, tags, acts }: TagGroupProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [renaming, setRenaming] = useState(false);
  if (tags.length === 0) return null;
  const title = archived ? t('tags.archived') : (group ?? t('tags.noGroup'));
  return (
    <Card>
      <Section
        title={title}
        count={format.number(tags.length)}
        note={archived ? t('tags.archivedNote') : undefined}
        actions={
          acts && group !== null ? (
            <IconButton
              icon={Pencil}
              size="small"
              label={t('tags.renameGroup', { group })}
              onClick={() => setRenaming(true)}
            />
          ) : undefined
        }
      >
        <ul className="tp-tags">
          {tags.map((tag) => (
            <TagLine key={tag.id} tag={tag} acts={acts} />
          ))}
        </ul>
      </Section>
      {renaming && group !== null ? (
        <RenameGroupDialog group={group} count={tags.length} onClose={() => setRenaming(false)} />
      ) : null}
    </Card>
  );
}

/** How many carry it; nothing while they are counted. */
function Carriers({ tag: { id, customers, exact } }: { tag: TagEntry }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (customers === null) return <span className="tp-count" aria-busy />;
  if (customers === 0) return <span className="tp-count pn-faint">{t('tags.nobody')}</span>;
  return (
    <Link className="tp-count pn-num" to="/customers" search={{ tag: id }}>
      {t('tags.customers', { count: customers, shown: `${format.number(customers)}${exact ? '' : '+'}` })}
    </Link>
  );
}

function TagLine({ tag, acts }: { tag: TagEntry; acts: Acts | undefined }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const nameOf = useColleagueName();
  const entries = useActs(tag, acts);
  return (
    <li>
      <span className="tp-name">
        <TagBadge tag={tag} />
        {tag.ruled ? <span className="pn-soft">{t('tags.ruled')}</span> : null}
      </span>
      <span className="tp-words">
        {tag.description ? <span>{tag.description}</span> : null}
        {tag.keeperId ? (
          <span className="pn-soft">{t('tags.keptBy', { name: nameOf(tag.keeperId) })}</span>
        ) : null}
        {tag.formerNames.length > 0 ? (
          <span className="pn-faint">
            {t('tags.formerly', { names: format.list(tag.formerNames.map(({ name }) => name)) })}
          </span>
        ) : null}
      </span>
      <Carriers tag={tag} />
      {entries ? (
        <Menu
          align="end"
          trigger={
            <IconButton icon={MoreHorizontal} size="small" label={t('tags.acts', { name: tag.name })} />
          }
          entries={entries}
        />
      ) : null}
    </li>
  );
}

function useActs(tag: TagEntry, acts: Acts | undefined): MenuEntry[] | undefined {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  if (!acts) return undefined;
  const archive = async (archived: boolean, version: number, undo: boolean): Promise<void> => {
    try {
      const written = await call(updateTag, { id: tag.id, archived }, { version });
      await refresh(allTags);
      toast({
        key: 'tag',
        title: t(archived ? 'tags.archivedOne' : 'tags.broughtBack', { name: tag.name }),
        action: undo
          ? { label: t('bin.undo'), run: () => void archive(!archived, written.version, false) }
          : undefined,
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('tags.notChanged'), note: problemText(error) });
    }
  };
  const { onMerge } = acts;
  return [
    { key: 'edit', label: t('tags.edit'), icon: Pencil, onSelect: () => acts.onEdit(tag) },
    ...(onMerge ? [{ key: 'merge', label: t('tags.merge'), icon: Merge, onSelect: () => onMerge(tag) }] : []),
    tag.archivedAt
      ? {
          key: 'back',
          label: t('tags.bringBack'),
          icon: ArchiveRestore,
          onSelect: () => void archive(false, tag.version, true),
        }
      : {
          key: 'archive',
          label: t('tags.archive'),
          icon: Archive,
          onSelect: () => void archive(true, tag.version, true),
        },
  ];
}
