import { CircleAlert, type LucideIcon } from 'lucide-react';
import { type ComponentProps, createContext, type ReactNode, useContext, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import './field.css';
import { figureIn } from './figure-in.ts';

interface FieldIds {
  control: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Already in the reader's language; sets the control in it to invalid. */
  error?: ReactNode;
  optional?: boolean;
  children: ReactNode;
}

/** Label, control, hint and error; the one control inside is tied to them by itself. */
export function Field({ label, hint, error, optional, children }: FieldProps) {
  const { t } = useTranslation('ui');
  const control = useId();
  const note = `${control}-note`;
  return (
    <div className="pn-field">
      <label className="pn-field-label" htmlFor={control} id={`${control}-label`}>
        {label}
        {optional ? <span className="pn-field-optional">{t('field.optional')}</span> : null}
      </label>
      <FieldContext.Provider
        value={{ control, describedBy: hint || error ? note : undefined, invalid: Boolean(error) }}
      >
        {children}
      </FieldContext.Provider>
      <div id={note} hidden={!hint && !error}>
        {error ? (
          <div className="pn-field-error" role="alert">
            <CircleAlert aria-hidden />
            <span>{error}</span>
          </div>
        ) : (
          <div className="pn-field-hint">{hint}</div>
        )}
      </div>
    </div>
  );
}

/** The attributes that tie a control to the Field around it; empty outside one. */
export function useFieldControl(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean } {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.control,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
  };
}

export interface InputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value?: string;
  onChange?: (value: string) => void;
  icon?: LucideIcon;
  /** Set behind the figure: `%`, `kg`, `GBP`. */
  unit?: ReactNode;
}

/** One line of text. `onChange` gets the text itself. */
export function Input({ value, onChange, icon: Icon, unit, className, ...rest }: InputProps) {
  const tied = useFieldControl();
  const change = onChange
    ? (event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)
    : undefined;
  if (!Icon && !unit) {
    return (
      <input
        type="text"
        {...tied}
        {...rest}
        className={`pn-input ${className ?? ''}`}
        value={value}
        onChange={change}
      />
    );
  }
  return (
    <span
      className={`pn-input ${className ?? ''}`}
      data-invalid={tied['aria-invalid']}
      data-disabled={rest.disabled || undefined}
    >
      {Icon ? <Icon aria-hidden /> : null}
      <input type="text" {...tied} {...rest} value={value} onChange={change} />
      {unit ? <span className="pn-input-unit">{unit}</span> : null}
    </span>
  );
}

export interface NumberFieldProps extends Omit<InputProps, 'value' | 'onChange'> {
  /** Exact decimal text, as the API has it; empty for none. */
  value: string;
  onChange: (value: string) => void;
  decimals?: number;
  negative?: boolean;
}

/**
 * A figure typed as text, so that no digit is lost. What is no such figure stays as it was typed, marked, and counts as
 * none.
 */
export function NumberField({ decimals = 0, negative, value, onChange, ...rest }: NumberFieldProps) {
  const { t } = useTranslation('ui');
  const [odd, setOdd] = useState('');
  // Whoever holds the figure has put another one there.
  if (odd !== '' && value !== '') setOdd('');
  const problem = odd !== '' && value === '' ? t(decimals > 0 ? 'number.odd' : 'number.oddWhole') : '';
  return (
    <Input
      inputMode={decimals > 0 ? 'decimal' : 'numeric'}
      autoComplete="off"
      {...rest}
      {...(problem ? { 'aria-invalid': true, title: problem } : {})}
      // A form around it is not sent.
      ref={(input) => input?.setCustomValidity(problem)}
      value={problem ? odd : value}
      onChange={(text) => {
        const figure = figureIn(text, { decimals, negative });
        setOdd(figure === undefined ? text : '');
        onChange(figure ?? '');
      }}
    />
  );
}

export interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  value?: string;
  onChange?: (value: string) => void;
}

/** Several lines of text; grows with what is written where the browser can. */
export function Textarea({ value, onChange, className, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={3}
      {...useFieldControl()}
      {...rest}
      className={`pn-input ${className ?? ''}`}
      value={value}
      onChange={onChange ? (event) => onChange(event.target.value) : undefined}
    />
  );
}
