import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import './field.css';
import { useFieldControl } from './field.tsx';
import './floating.css';
import './select.css';

export interface Option {
  value: string;
  label: string;
  /** A second, quieter line. */
  note?: string;
  disabled?: boolean;
}

export interface SelectProps {
  value: string | null;
  onChange: (value: string) => void;
  options: Option[];
  placeholder?: string;
  /** Spoken name where no Field surrounds it. */
  label?: string;
  disabled?: boolean;
  /** Without a frame, for toolbars. */
  quiet?: boolean;
  /** Opens by itself and tells when it has closed: for a choice that was asked for by a click elsewhere. */
  openAtOnce?: boolean;
  onClosed?: () => void;
}

/** One of up to about a dozen; above that take Combobox. */
export function Select({
  value,
  onChange,
  options,
  placeholder,
  label,
  disabled,
  quiet,
  openAtOnce,
  onClosed,
}: SelectProps) {
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      modal={false}
      defaultOpen={openAtOnce}
      onOpenChangeComplete={(open) => {
        if (!open) onClosed?.();
      }}
      onValueChange={(next) => {
        if (next !== null) onChange(next);
      }}
    >
      <Base.Trigger
        {...useFieldControl()}
        aria-label={label}
        className="pn-input pn-select"
        data-quiet={quiet || undefined}
      >
        <Base.Value className="pn-select-value" placeholder={placeholder} />
        <Base.Icon>
          <ChevronsUpDown size={14} aria-hidden className="pn-faint" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="pn-float">
          <Base.Popup className="pn-popup pn-menu pn-select-popup">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled}
                  className="pn-item"
                >
                  <span className="pn-item-tick">
                    <Base.ItemIndicator>
                      <Check size={16} aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <span className="pn-item-text">
                    <Base.ItemText>{option.label}</Base.ItemText>
                    {option.note ? <span className="pn-item-note">{option.note}</span> : null}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
