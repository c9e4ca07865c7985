import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import './choice.css';

export interface CheckboxProps {
  checked: boolean | 'some';
  onChange: (checked: boolean) => void;
  children: ReactNode;
  note?: ReactNode;
  disabled?: boolean;
  /** Keeps the words for screen readers only. */
  bare?: boolean;
  tabIndex?: number;
}

export function Checkbox({ checked, onChange, children, note, disabled, bare, tabIndex }: CheckboxProps) {
  return (
    <label className="pn-check">
      <input
        type="checkbox"
        className="pn-check-box"
        checked={checked === true}
        disabled={disabled}
        tabIndex={tabIndex}
        ref={(box) => {
          if (box) box.indeterminate = checked === 'some';
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className={bare ? 'pn-hidden' : undefined}>
        {children}
        {note ? <span className="pn-check-note">{note}</span> : null}
      </span>
    </label>
  );
}

export interface CardChoice {
  value: string;
  title: string;
  note?: ReactNode;
  icon?: LucideIcon;
  disabled?: boolean;
}

/** One of a few, each with a sentence on what it means. */
export function RadioCards(props: {
  label: string;
  value: string | null;
  onChange: (value: string) => void;
  options: CardChoice[];
}) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={props.label} className="pn-cards">
      {props.options.map(({ value, title, note, icon: Icon, disabled }) => (
        <label key={value} className="pn-card-choice">
          <input
            type="radio"
            name={name}
            className="pn-hidden"
            checked={props.value === value}
            disabled={disabled}
            onChange={() => props.onChange(value)}
          />
          {Icon ? <Icon aria-hidden /> : null}
          <span>
            <strong>{title}</strong>
            {note ? <span className="pn-check-note">{note}</span> : null}
          </span>
        </label>
      ))}
    </div>
  );
}
