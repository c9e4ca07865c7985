import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Chip } from '#platform/ui/chip.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Popover } from '#platform/ui/popover.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { type CustomerDetail, profilesContract } from '../../profiles/profiles.contract.ts';
import { type Tag, tagsContract } from '../tags.contract.ts';
import { TagDot } from './tag-badge.tsx';
import { TagPicker } from './tag-picker.tsx';
import { useTags } from './use-tags.ts';
import './tags.css';

const { addTag, removeTag, tags } = tagsContract.endpoints;
const { get, list } = profilesContract.endpoints;

/** The tags of a customer: each opens who else carries it; added and taken away where they stand. */
export function CustomerTags({ customer, readOnly }: { customer: CustomerDetail; readOnly: boolean }) {
  const { t } = useTranslation('customers');
  const go = useGo();
  const [open, setOpen] = useState(false);
  const { patch, refresh } = useKeptAnswers();
  const { id } = customer;
  const ruled = new Set(useTags().items?.flatMap((tag) => (tag.ruled ? [tag.id] : [])));
  const run = async (change: () => Promise<{ items: Tag[] }>): Promise<boolean> => {
    try {
      const { items } = await change();
      patch(get, { id }, (before) => ({ ...before, tags: items }));
      void refresh(list, tags);
      return true;
    } catch (error) {
      toast({ tone: 'danger', title: t('tags.failed'), note: problemText(error) });
      return false;
    }
  };
  const add = (name: string) => run(() => call(addTag, { id, name }));
  const remove = async (tag: Tag) => {
    if (await run(() => call(removeTag, { id, tagId: tag.id })))
      toast({
        key: 'tag',
        title: t('tags.removed', { name: tag.name }),
        action: { label: t('bin.undo'), run: () => void add(tag.name) },
      });
  };
  if (readOnly && customer.tags.length === 0) return null;
  return (
    <div className="tg-tags" role="group" aria-label={t('tags.title')}>
      {customer.tags.map((tag) => (
        <Chip
          key={tag.id}
          sign={tag.colour === 'grey' ? undefined : <TagDot colour={tag.colour} />}
          words={tag.name}
          title={t(ruled.has(tag.id) ? 'tags.ruledTitle' : 'tags.others', { name: tag.name })}
          onClick={() => go('/customers', { tag: tag.id })}
          removeLabel={t('tags.remove', { name: tag.name })}
          onRemove={readOnly ? undefined : () => void remove(tag)}
        />
      ))}
      {readOnly ? null : (
        <Popover
          open={open}
          onOpenChange={setOpen}
          label={t('tags.add')}
          trigger={
            <Button size="small" tone="quiet" icon={Plus}>
              {t('tags.add')}
            </Button>
          }
        >
          <TagPicker
            except={customer.tags.map(({ name }) => name)}
            onPick={(name) => {
              setOpen(false);
              void add(name);
            }}
          />
        </Popover>
      )}
    </div>
  );
}
