import { useTranslation } from 'react-i18next';
import { Field, Input } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { BothTexts, EitherText } from '../custom-fields.contract.ts';

interface BothInputsProps {
  label: string;
  draft: BothTexts;
  onChange: (draft: BothTexts) => void;
  error?: string | undefined;
  optional?: boolean;
}

/** A text in the reader's language first, and in the other one. */
export function BothInputs({ label, draft, onChange, error, optional }: BothInputsProps) {
  const { t } = useTranslation('customers');
  const { language } = useFormat();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <div className="cf-both">
      <Field label={label} error={error} optional={optional}>
        <Input
          autoComplete="off"
          maxLength={80}
          value={draft[language]}
          onChange={(text) => onChange({ ...draft, [language]: text })}
        />
      </Field>
      <Field label={t(`fields.inOther.${other}`)} optional>
        <Input
          autoComplete="off"
          maxLength={80}
          value={draft[other]}
          onChange={(text) => onChange({ ...draft, [other]: text })}
        />
      </Field>
    </div>
  );
}

/** What was written, in one language or both; undefined for nothing. */
export function textsOf(draft: BothTexts): EitherText | undefined {
  const en = draft.en.trim() || undefined;
  const zh = draft.zh.trim() || undefined;
  return en || zh ? { en, zh } : undefined;
}
