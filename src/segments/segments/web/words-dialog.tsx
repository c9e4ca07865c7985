import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { toast } from '#platform/ui/toast.tsx';
import { type Segment, segmentsContract } from '../segments.contract.ts';
import { SaveDialog, type SegmentWords } from './save-dialog.tsx';

const { segment: get, segmentNames, segments: list, updateSegment } = segmentsContract.endpoints;

/** What a segment is called and who sees it; its rule and its members stay as they are. */
export function WordsDialog({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const { t } = useTranslation('segments');
  const [opened] = useState(segment);
  const { send, sending, error } = useSend(updateSegment, { refreshes: [get, list, segmentNames] });
  const save = async ({ kind: _, ...words }: SegmentWords) => {
    const saved = await send({ id: opened.id, ...words }, { version: opened.version }).catch(() => undefined);
    if (!saved) return;
    toast({ tone: 'done', title: t('save.saved', { name: saved.name }) });
    onClose();
  };
  return (
    <SaveDialog
      isNew={false}
      words={{ ...opened, kind: 'dynamic' }}
      onSave={save}
      saving={sending}
      error={error}
      onClose={onClose}
    />
  );
}
