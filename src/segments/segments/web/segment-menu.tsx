import { Archive, ArchiveRestore, Copy, Ellipsis, RefreshCw, Type } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { type Dependants, type Segment, segmentsContract } from '../segments.contract.ts';
import { ArchiveDialog, standsOnIt } from './archive-dialog.tsx';
import { WordsDialog } from './words-dialog.tsx';

const {
  archiveSegment,
  copySegment,
  dependants,
  retakeSegment,
  segment: get,
  segmentNames,
  segments: list,
  unarchiveSegment,
} = segmentsContract.endpoints;
const refreshes = [get, list, segmentNames];
const longestName = 80;

/** What else can be done with a segment. */
export function SegmentMenu({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const go = useGo();
  const [renames, setRenames] = useState(false);
  const archive = useSend(archiveSegment, { refreshes });
  const unarchive = useSend(unarchiveSegment, { refreshes });
  const [retakes, setRetakes] = useState(false);
  const retake = useSend(retakeSegment, { refreshes });
  const copy = useSend(copySegment, { refreshes });
  const { id, name } = segment;
  const failed = (error: unknown) => void toast({ tone: 'danger', title: problemText(error) });
  const back = () => unarchive.send({ id }).catch(failed);
  const [standing, setStanding] = useState<Dependants>();
  const ask = async () => {
    const found = await call(dependants, { id });
    if (standsOnIt(found)) setStanding(found);
    else await put();
  };
  const put = async () => {
    await archive.send({ id });
    toast({
      tone: 'done',
      title: t('page.archived', { name }),
      action: { label: t('builder.undo'), run: () => void back() },
    });
  };
  const takeAgain = async () => {
    if (!(await retake.send({ id }).catch(failed))) return;
    toast({ tone: 'done', title: t('page.retaken', { name }) });
  };
  const make = async () => {
    const made = await copy.send({ id, name: t('page.copyOf', { name }).slice(0, longestName) });
    go(`/segments/${made.id}`);
  };
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} tone="plain" label={t('page.more')} />}
        entries={[
          ...(segment.mayChange
            ? [{ key: 'words', label: t('page.words'), icon: Type, onSelect: () => setRenames(true) }]
            : []),
          ...(segment.mayChange && segment.kind === 'static' && !segment.archivedAt
            ? [{ key: 'retake', label: t('page.retake'), icon: RefreshCw, onSelect: () => setRetakes(true) }]
            : []),
          { key: 'copy', label: t('page.copy'), icon: Copy, onSelect: () => void make().catch(failed) },
          ...(segment.mayChange
            ? [
                segment.archivedAt
                  ? {
                      key: 'back',
                      label: t('page.unarchive'),
                      icon: ArchiveRestore,
                      onSelect: () => void back(),
                    }
                  : {
                      key: 'archive',
                      label: t('page.archive'),
                      icon: Archive,
                      onSelect: () => void ask().catch(failed),
                    },
              ]
            : []),
        ]}
      />
      <ConfirmDialog
        open={retakes}
        onClose={() => setRetakes(false)}
        title={t('page.retakeTitle')}
        consequence={t('page.retakeText')}
        action={t('page.retake')}
        onConfirm={takeAgain}
      />
      {standing ? (
        <ArchiveDialog
          of="segment"
          name={name}
          dependants={standing}
          onArchive={() => put().catch(failed)}
          onClose={() => setStanding(undefined)}
        />
      ) : null}
      {renames ? <WordsDialog segment={segment} onClose={() => setRenames(false)} /> : null}
    </>
  );
}
