import { Layers, type LucideIcon, RefreshCw, Tag, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { RadioCards } from '#platform/ui/choice.tsx';
import type { ImportOptions } from '../import-options.contract.ts';
import type { FileKind } from '../reading/fields.contract.ts';

type Mode = NonNullable<ImportOptions['mode']>;

const signs: Record<Mode, LucideIcon> = {
  createAndUpdate: Layers,
  update: RefreshCw,
  create: UserPlus,
  tag: Tag,
};

/** The modes that make sense for a kind of file; orders always create and update. */
export function modesOf(as: FileKind): Mode[] {
  if (as === 'customers') return ['createAndUpdate', 'update', 'create', 'tag'];
  return as === 'activities' ? ['createAndUpdate', 'update'] : [];
}

export interface MatchModeProps {
  as: FileKind;
  value: Mode;
  onChange: (mode: Mode) => void;
}

/** What happens to rows that match a customer and to those that match none, one sentence each. */
export function MatchMode({ as, value, onChange }: MatchModeProps) {
  const { t } = useTranslation('ingestion');
  return (
    <RadioCards
      label={t('mode.label')}
      value={value}
      onChange={(mode) => onChange(mode as Mode)}
      options={modesOf(as).map((mode) => ({
        value: mode,
        title: t(`mode.${mode}.title`),
        note: t(`mode.${mode}.${as === 'activities' ? 'activities' : 'note'}`),
        icon: signs[mode],
      }))}
    />
  );
}
