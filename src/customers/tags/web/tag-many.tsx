import { Tag as TagIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useKeys } from '#platform/ui/keys.ts';
import { Popover } from '#platform/ui/popover.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { tagsContract } from '../tags.contract.ts';
import { TagPicker } from './tag-picker.tsx';

const { tagMany, untagMany, tags } = tagsContract.endpoints;
const { list, get } = profilesContract.endpoints;

/** Attaches a tag to the selected customers; the toast takes it from those who did not carry it before. */
export function TagMany({ ids, onDone }: { ids: string[]; onDone: () => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  useKeys({ t: () => setOpen(true) });
  const run = async <Answer,>(work: () => Promise<Answer>): Promise<Answer | undefined> => {
    setBusy(true);
    try {
      const answer = await work();
      await refresh(list, get, tags);
      return answer;
    } catch (error) {
      toast({ tone: 'danger', title: t('tags.failed'), note: problemText(error) });
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const attach = async (name: string) => {
    setOpen(false);
    const done = await run(() => call(tagMany, { ids, name }));
    if (!done) return;
    const { attached, tag } = done;
    toast({
      key: 'tag',
      title: t('tags.attached', { count: attached.length, shown: format.number(attached.length), name }),
      action:
        attached.length > 0
          ? {
              label: t('bin.undo'),
              run: () => void run(() => call(untagMany, { ids: attached, tagId: tag.id })),
            }
          : undefined,
    });
    onDone();
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="top"
      label={t('tags.attach')}
      trigger={
        <Button size="small" icon={TagIcon} busy={busy} aria-keyshortcuts="t">
          {t('tags.attach')}
        </Button>
      }
    >
      <TagPicker except={[]} onPick={(name) => void attach(name)} />
    </Popover>
  );
}
