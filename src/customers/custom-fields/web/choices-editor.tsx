import { Archive, ArchiveRestore, ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { Input } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { BothTexts } from '../custom-fields.contract.ts';
import { mostChoices } from '../custom-value.contract.ts';
import { textsOf } from './both-inputs.tsx';

/** A choice as it is edited; one without a key is new. */
export interface ChoiceDraft {
  key?: string;
  label: BothTexts;
  archived: boolean;
}

/** What was written of choices; empty lines are left out. */
export function choicesToSend(choices: readonly ChoiceDraft[]) {
  return choices.flatMap(({ key, label, archived }) => {
    const texts = textsOf(label);
    return texts ? [{ key, label: texts, archived }] : [];
  });
}

/** The same choices, with one at another place. */
function moved(choices: readonly ChoiceDraft[], from: number, to: number): ChoiceDraft[] {
  return choices.toSpliced(from, 1).toSpliced(to, 0, choices[from]!);
}

interface ChoicesEditorProps {
  choices: ChoiceDraft[];
  onChange: (choices: ChoiceDraft[]) => void;
}

/**
 * The choices of a field in their order: new ones go again, others are archived first, since somebody may have chosen them;
 * where somebody has, removing one is refused when they are saved.
 */
export function ChoicesEditor({ choices, onChange }: ChoicesEditorProps) {
  const { t } = useTranslation('customers');
  const { language } = useFormat();
  const other = language === 'zh' ? 'en' : 'zh';
  const set = (index: number, change: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, at) => (at === index ? { ...choice, ...change } : choice)));
  return (
    <fieldset className="cf-choices">
      <legend>{t('fields.choices')}</legend>
      {choices.map(({ key, label, archived }, index) => (
        <div key={key ?? `new-${index}`} className="cf-choice" data-archived={archived || undefined}>
          <Input
            aria-label={t('fields.choiceName', { number: index + 1 })}
            placeholder={t(`fields.in.${language}`)}
            maxLength={80}
            value={label[language]}
            onChange={(text) => set(index, { label: { ...label, [language]: text } })}
          />
          <Input
            aria-label={t('fields.choiceOther', { number: index + 1 })}
            placeholder={t(`fields.in.${other}`)}
            maxLength={80}
            value={label[other]}
            onChange={(text) => set(index, { label: { ...label, [other]: text } })}
          />
          <span className="cf-choice-acts">
            <IconButton
              icon={ChevronUp}
              size="small"
              label={t('fields.choiceUp', { number: index + 1 })}
              disabled={index === 0}
              onClick={() => onChange(moved(choices, index, index - 1))}
            />
            <IconButton
              icon={ChevronDown}
              size="small"
              label={t('fields.choiceDown', { number: index + 1 })}
              disabled={index === choices.length - 1}
              onClick={() => onChange(moved(choices, index, index + 1))}
            />
            {key === undefined ? null : (
              <IconButton
                icon={archived ? ArchiveRestore : Archive}
                size="small"
                label={t(archived ? 'fields.choiceRestore' : 'fields.choiceArchive', { number: index + 1 })}
                onClick={() => set(index, { archived: !archived })}
              />
            )}
            {key === undefined || archived ? (
              <IconButton
                icon={Trash2}
                size="small"
                label={t('fields.choiceRemove', { number: index + 1 })}
                onClick={() => onChange(choices.toSpliced(index, 1))}
              />
            ) : null}
          </span>
        </div>
      ))}
      {choices.length < mostChoices ? (
        <Button
          icon={Plus}
          size="small"
          onClick={() => onChange([...choices, { label: { en: '', zh: '' }, archived: false }])}
        >
          {t('fields.choiceAdd')}
        </Button>
      ) : null}
    </fieldset>
  );
}
