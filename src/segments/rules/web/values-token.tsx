import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, X } from 'lucide-react';
import { type ClipboardEvent, Fragment, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import { mostListed } from '../conditions/parts.contract.ts';

export interface Hint {
  value: string;
  label: string;
  note?: ReactNode;
  /** Stands before the name. */
  mark?: ReactNode;
}

export interface ValuesTokenProps {
  label: string;
  placeholder: string;
  values: readonly string[];
  onChange: (values: string[], chosen: Hint[]) => void;
  /** What is offered, filtered by what is typed. */
  hints: readonly Hint[];
  /** More of them are on their way. */
  searching?: boolean;
  onSearch?: (text: string) => void;
  /** How a value is shown that is not among the hints. */
  nameOf: (value: string) => { label: string; mark?: ReactNode };
  /** What is typed can be taken as it is. */
  free?: boolean;
  join: string;
  invalid?: boolean;
}

const mostShown = 12;
/** So many more are shown at a time: ten thousand at once would take seconds. */
const shownAtATime = 100;

/** Values of a condition as words in a row: typed with hints, pasted as a list, taken away one by one. */
export function ValuesToken(props: ValuesTokenProps) {
  const { label, placeholder, values, onChange, hints, nameOf, free, join, invalid } = props;
  const { t } = useTranslation('segments');
  const format = useFormat();
  const [text, setText] = useState('');
  const [most, setMost] = useState(mostShown);
  const [leftOut, setLeftOut] = useState(0);
  const anchor = useRef<HTMLDivElement>(null);
  const items = itemsFor(hints, text.trim(), Boolean(free), (typed) => t('builder.values.take', { typed }));
  const chosen = values.map(
    (value) => hints.find((hint) => hint.value === value) ?? { value, ...nameOf(value) },
  );
  const set = (next: readonly Hint[]) => {
    const unique = new Map(next.map((hint) => [hint.value, hint]));
    onChange([...unique.keys()].slice(0, mostListed), [...unique.values()]);
    setLeftOut(Math.max(unique.size - mostListed, 0));
  };
  const type = (next: string) => {
    setText(next);
    props.onSearch?.(next.trim());
  };
  const takeTyped = () => {
    const typed = text.trim();
    const meant = hints.find((hint) => hint.label.toLowerCase() === typed.toLowerCase());
    if (typed !== '' && (free || meant)) set([...chosen, meant ?? { value: typed, label: typed }]);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = free ? listIn(event.clipboardData.getData('text')) : [];
    if (pasted.length < 2) return;
    event.preventDefault();
    set([...chosen, ...pasted.map((value) => ({ value, label: value }))]);
    type('');
  };
  const hidden = chosen.length > most ? chosen.length - most + 1 : 0;
  return (
    <Base.Root
      multiple
      items={items}
      filter={null}
      value={chosen}
      inputValue={text}
      onInputValueChange={(next, { reason }) => type(reason === 'item-press' ? '' : next)}
      onValueChange={(next: Hint[]) => {
        set(next.map((hint) => (hint.value.startsWith(typedMark) ? plain(hint) : hint)));
        type('');
      }}
      isItemEqualToValue={(item: Hint, other: Hint) => item.value === other.value}
      onOpenChange={(opens, { reason }) => {
        // Whoever goes on to something else has said what they meant.
        if (!opens && (reason === 'outside-press' || reason === 'focus-out')) takeTyped();
      }}
      autoHighlight
    >
      <Base.Chips className="rb-values" ref={anchor} data-invalid={invalid || undefined}>
        {chosen.slice(0, chosen.length - hidden).map((hint, index) => (
          <Fragment key={hint.value}>
            {index > 0 ? <span className="rb-or">{join}</span> : null}
            <Base.Chip className="rb-value" aria-label={hint.label}>
              {hint.mark}
              <span className="rb-value-name">{hint.label}</span>
              <Base.ChipRemove
                className="rb-value-x"
                aria-label={t('builder.values.remove', { name: hint.label })}
              >
                <X size={12} aria-hidden />
              </Base.ChipRemove>
            </Base.Chip>
          </Fragment>
        ))}
        {hidden > 0 ? (
          <button type="button" className="rb-more-values" onClick={() => setMost(most + shownAtATime)}>
            {t('builder.values.more', { count: hidden, shown: format.number(hidden) })}
          </button>
        ) : null}
        {leftOut > 0 ? (
          <span className="rb-word" role="status">
            {t('builder.values.leftOut', {
              count: leftOut,
              shown: format.number(leftOut),
              most: format.number(mostListed),
            })}
          </span>
        ) : null}
        <Base.Input
          className="rb-values-input"
          aria-label={label}
          aria-invalid={invalid || undefined}
          placeholder={chosen.length === 0 ? placeholder : ''}
          data-empty={chosen.length === 0 || undefined}
          onPaste={paste}
          size={Math.max(text.length * 2, chosen.length === 0 ? placeholder.length * 2 : 2)}
        />
      </Base.Chips>
      <Base.Portal>
        <Base.Positioner sideOffset={6} anchor={anchor} align="start" className="pn-float">
          <Base.Popup className="pn-popup pn-menu rb-hints">
            <Base.Empty className="pn-combo-empty">
              {props.searching ? t('builder.values.searching') : t('builder.values.none')}
            </Base.Empty>
            <Base.List>
              {(hint: Hint) => (
                <Base.Item key={hint.value} value={hint} className="pn-item">
                  <span className="pn-item-tick">
                    <Base.ItemIndicator>
                      <Check size={16} aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  {hint.mark}
                  <span className="pn-item-text">{hint.label}</span>
                  {hint.note ? <span className="pn-faint pn-num">{hint.note}</span> : null}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Tells what was typed from a hint of the same text. */
const typedMark = '\u0000';

function plain(hint: Hint): Hint {
  const value = hint.value.slice(typedMark.length);
  return { value, label: value };
}

function itemsFor(
  hints: readonly Hint[],
  text: string,
  free: boolean,
  take: (typed: string) => string,
): Hint[] {
  const found = text === '' ? [...hints] : hints.filter((hint) => fits(hint, text));
  if (!free || text === '' || hints.some(({ label }) => label === text)) return found;
  return [...found, { value: `${typedMark}${text}`, label: take(text) }];
}

function fits({ label, value, note }: Hint, text: string): boolean {
  const names = [label, value, typeof note === 'string' ? note : ''];
  return names.some((name) => name.toLowerCase().includes(text.toLowerCase()));
}

/** What is pasted as lines or with commas is a list. */
function listIn(text: string): string[] {
  return text
    .split(/[\n\t,，、;；]/)
    .map((each) => each.trim())
    .filter(Boolean);
}
