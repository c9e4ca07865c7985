import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { segmentsContract } from '../segments.contract.ts';

export type Dependants = OutputOf<(typeof segmentsContract)['endpoints']['dependants']>;

interface ArchiveProps {
  name: string;
  dependants: Dependants;
  onArchive: () => Promise<void>;
  onClose: () => void;
}

/** Asks before a segment is archived on which something stands, and tells what and how that goes on. */
export function ArchiveDialog({ name, dependants, onArchive, onClose }: ArchiveProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { segments, tags, standings } = dependants;
  const named = segments.flatMap((segment) => segment.name ?? []);
  const hidden = segments.length - named.length;
  const what = [
    ...named.map((each) => t('archive.segment', { name: each })),
    ...(hidden > 0 ? [t('archive.hidden', { count: hidden })] : []),
    ...tags.map((tag) => t('archive.tag', tag)),
    ...standings.map((each) => t(`archive.${each}`)),
  ];
  return (
    <ConfirmDialog
      open
      danger={false}
      onClose={onClose}
      title={t('archive.title', { name })}
      consequence={t('archive.text', { what: format.list(what) })}
      action={t('page.archive')}
      onConfirm={onArchive}
    />
  );
}
