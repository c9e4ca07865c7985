import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { Dependants } from '../segments.contract.ts';

/** Whether there is anything to ask. */
export function standsOnIt(dependants: Dependants): boolean {
  return Object.values(dependants).some((each) => each.length > 0);
}

interface ArchiveProps {
  /** What is archived. */
  of: 'segment' | 'field';
  name: string;
  dependants: Dependants;
  onArchive: () => Promise<void> | void;
  onClose: () => void;
}

/** Asks before a segment or a custom field is archived on which something stands, and tells what and how that goes on. */
export function ArchiveDialog({ of, name, dependants, onArchive, onClose }: ArchiveProps) {
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
      title={t(`archive.title.${of}`, { name })}
      consequence={t(`archive.of.${of}`, { what: format.list(what) })}
      action={t(`archive.act.${of}`)}
      onConfirm={onArchive}
    />
  );
}
