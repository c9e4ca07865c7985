import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './chip.css';

export interface ChipProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** The quiet beginning: the name and the relation. */
  lead?: string;
  /** The part that counts. */
  words: string;
  /** Before the words: the dot of a colour. */
  sign?: ReactNode;
  onRemove?: () => void;
  /** What the cross does, where the chip is no filter. */
  removeLabel?: string;
}

/** A filter in words, such as "Country is Germany". Its body may open an editor, its cross takes it away. */
export function Chip({ lead, words, sign, onRemove, removeLabel, ...rest }: ChipProps) {
  const { t } = useTranslation('ui');
  return (
    <span className="pn-chip">
      <button type="button" {...rest} className="pn-chip-words">
        {sign}
        {lead ? <span className="pn-soft">{lead}</span> : null}
        <b>{words}</b>
      </button>
      {onRemove ? (
        <button
          type="button"
          className="pn-chip-x"
          aria-label={removeLabel ?? t('filter.remove', { words: [lead, words].filter(Boolean).join(' ') })}
          onClick={onRemove}
        >
          <X size={14} aria-hidden />
        </button>
      ) : null}
    </span>
  );
}
