import { useTranslation } from 'react-i18next';
import { Field, Input } from '#platform/ui/field.tsx';

export interface CodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  hint?: string;
  autoFocus?: boolean;
}

/** The code of the app, which browsers and phones may fill in by themselves. */
export function CodeField({ value, onChange, error, hint, autoFocus }: CodeFieldProps) {
  const { t } = useTranslation('admin');
  return (
    <Field label={t('twoStep.code')} hint={hint} error={error}>
      <Input
        autoComplete="one-time-code"
        spellCheck={false}
        autoFocus={autoFocus}
        value={value}
        onChange={onChange}
      />
    </Field>
  );
}
