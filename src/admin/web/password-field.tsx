import { Eye, EyeOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Input } from '#platform/ui/field.tsx';
import './bare-frame.css';

export interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A new one is kept by the browser's password manager under another rule than the present one. */
  fresh?: boolean;
  hint?: ReactNode;
  error?: string;
  autoFocus?: boolean;
}

/** A password that can be looked at while it is typed. */
export function PasswordField({ label, value, onChange, fresh, hint, error, autoFocus }: PasswordFieldProps) {
  const { t } = useTranslation('admin');
  const [seen, setSeen] = useState(false);
  const Sign = seen ? EyeOff : Eye;
  return (
    <Field label={label} hint={hint} error={error}>
      <Input
        type={seen ? 'text' : 'password'}
        autoComplete={fresh ? 'new-password' : 'current-password'}
        spellCheck={false}
        autoFocus={autoFocus}
        value={value}
        onChange={onChange}
        unit={
          <button
            type="button"
            className="ad-password-eye"
            aria-pressed={seen}
            aria-label={t('field.showPassword')}
            title={t('field.showPassword')}
            onClick={() => setSeen(!seen)}
          >
            <Sign size={16} aria-hidden />
          </button>
        }
      />
    </Field>
  );
}
