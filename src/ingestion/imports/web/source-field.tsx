import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSourceNames } from '#customers/public.web.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { defaultSource } from '../import-options.contract.ts';

const typingPauseMs = 500;

export interface SourceFieldProps {
  value: string | undefined;
  /** The file has numbers of customers, which count within one source. */
  numbered: boolean;
  onChange: (source: string) => void;
}

/** Where a file comes from: any name, those that exist are suggested. Kept when typing pauses. */
export function SourceField({ value = defaultSource, numbered, onChange }: SourceFieldProps) {
  const { t } = useTranslation('ingestion');
  const list = useId();
  const names = useSourceNames();
  // Undefined while nobody types: then what is stored shows, also where it changed meanwhile.
  const [typed, setTyped] = useState<string>();
  const wanted = typed === undefined ? value : typed.trim() || defaultSource;
  useEffect(() => {
    if (wanted === value) return undefined;
    const timer = setTimeout(() => onChange(wanted), typingPauseMs);
    return () => clearTimeout(timer);
  }, [wanted, value, onChange]);
  return (
    <Field
      label={t('options.source')}
      hint={t(numbered && wanted === defaultSource ? 'options.sourceNumbers' : 'options.sourceHint')}
      optional
    >
      <Input
        value={typed ?? (value === defaultSource ? '' : value)}
        maxLength={100}
        list={list}
        autoComplete="off"
        placeholder={t('options.sourcePlaceholder')}
        onChange={setTyped}
        onBlur={() => {
          if (wanted !== value) onChange(wanted);
          setTyped(undefined);
        }}
      />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </Field>
  );
}
