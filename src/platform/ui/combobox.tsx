import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronsUpDown, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './field.css';
import { useFieldControl } from './field.tsx';
import './floating.css';
import './select.css';
import type { Option } from './select.tsx';

export interface ComboboxProps {
  value: Option | null;
  onChange: (value: Option | null) => void;
  /** All choices, filtered here; or leave out and give `search`. */
  options?: Option[];
  /** Asked 150 ms after the last letter; the answer is shown as it comes. */
  search?: (text: string, signal: AbortSignal) => Promise<Option[]>;
  placeholder?: string;
  label?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  /** Shows the choices as soon as it is drawn. */
  openAtOnce?: boolean;
}

/** Type ahead and choose one, from a given list or from the server. */
export function Combobox({
  value,
  onChange,
  options,
  search,
  placeholder,
  label,
  disabled,
  autoFocus,
  openAtOnce,
}: ComboboxProps) {
  const { t } = useTranslation('ui');
  const [text, setText] = useState('');
  const found = useFound(search, text);
  const items = options ?? withValue(found.options, value);
  return (
    <Base.Root
      items={items}
      filter={search ? null : undefined}
      value={value}
      disabled={disabled}
      defaultOpen={openAtOnce}
      onValueChange={(next) => onChange(next)}
      onInputValueChange={setText}
      isItemEqualToValue={(item, chosen) => item.value === chosen.value}
      autoHighlight
    >
      <Base.InputGroup className="pn-input">
        <Base.Input
          {...useFieldControl()}
          aria-label={label}
          placeholder={placeholder}
          autoFocus={autoFocus}
          onKeyDown={(event) => {
            // With no choices open Esc is for what lies around, a dialog to be closed; it must not empty the box.
            const isOpen = event.currentTarget.getAttribute('aria-expanded') === 'true';
            if (event.key === 'Escape' && !isOpen) event.preventBaseUIHandler();
          }}
        />
        {value ? (
          <Base.Clear className="pn-combo-clear" aria-label={t('combobox.clear')}>
            <X size={14} aria-hidden />
          </Base.Clear>
        ) : options ? (
          <ChevronsUpDown size={14} aria-hidden className="pn-faint" />
        ) : null}
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="pn-float">
          <Base.Popup className="pn-popup pn-menu pn-select-popup">
            <Base.Empty className="pn-combo-empty">
              {found.pending ? t('combobox.searching') : t('combobox.none')}
            </Base.Empty>
            <Base.List>
              {(option: Option) => (
                <Base.Item key={option.value} value={option} disabled={option.disabled} className="pn-item">
                  <span className="pn-item-tick">
                    <Base.ItemIndicator>
                      <Check size={16} aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <span className="pn-item-text">
                    {option.label}
                    {option.note ? <span className="pn-item-note">{option.note}</span> : null}
                  </span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The chosen one stays in the list, otherwise the box would forget its label. */
function withValue(options: Option[], value: Option | null): Option[] {
  if (!value || options.some((option) => option.value === value.value)) return options;
  return [...options, value];
}

/** Until the answer to what is typed comes, what fits it of the answer before: nobody must choose what they did not type. */
function useFound(search: ComboboxProps['search'], text: string): { options: Option[]; pending: boolean } {
  const [state, setState] = useState<{ options: Option[]; of: string | undefined }>({
    options: [],
    of: undefined,
  });
  useEffect(() => {
    if (!search) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const options = await search(text, abort.signal).catch(() => []);
      if (!abort.signal.aborted) setState({ options, of: text });
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, text]);
  if (state.of === text) return { options: state.options, pending: false };
  return { options: state.options.filter((option) => fits(option, text)), pending: search !== undefined };
}

function fits({ label }: Option, text: string): boolean {
  return label.toLowerCase().includes(text.trim().toLowerCase());
}
