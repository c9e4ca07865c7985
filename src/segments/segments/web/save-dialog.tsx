import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { Field, Input, Textarea } from '#platform/ui/field.tsx';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import type { Segment } from '../segments.contract.ts';
import './segments.css';

const sharing: readonly Segment['shared'][] = ['me', 'team', 'all'];

export interface SegmentWords {
  name: string;
  description: string;
  shared: Segment['shared'];
  kind: 'dynamic' | 'static';
}

interface SaveProps {
  words: SegmentWords;
  /** Whether members follow the rule is chosen once. */
  isNew: boolean;
  /** Its members were taken once, and saving takes them once more. */
  takesAnew?: boolean;
  onSave: (words: SegmentWords) => Promise<void>;
  saving: boolean;
  error: unknown;
  /** As somebody else saved it meanwhile; saving goes over that. */
  theirs?: Segment | undefined;
  onClose: () => void;
}

/** What a segment is called, who sees it, and whether its members follow the rule. */
export function SaveDialog({ words, isNew, takesAnew, onSave, saving, error, theirs, onClose }: SaveProps) {
  const { t, i18n } = useTranslation('segments');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const { name, description, shared, kind } = words;
  const [draft, setDraft] = useState<SegmentWords>({ name, description, shared, kind });
  const { name: nameProblem } = fieldProblems(error);
  const set = (change: Partial<SegmentWords>) => setDraft({ ...draft, ...change });
  return (
    <Dialog
      open
      title={t(isNew ? 'save.titleNew' : 'save.title')}
      lead={takesAnew ? t('save.takesAnew') : undefined}
      onClose={onClose}
      onSubmit={() => onSave({ ...draft, name: draft.name.trim(), description: draft.description.trim() })}
      footer={
        <>
          <Button onClick={onClose}>{t('save.back')}</Button>
          <Button tone="main" type="submit" busy={saving} disabled={draft.name.trim() === ''}>
            {t(theirs ? 'save.over' : 'save.save')}
          </Button>
        </>
      }
    >
      <div className="sg-form">
        <Field label={t('save.name')} error={nameProblem}>
          <Input value={draft.name} onChange={(name) => set({ name })} maxLength={80} autoComplete="off" />
        </Field>
        <Field label={t('save.description')} optional>
          <Textarea
            value={draft.description}
            rows={2}
            maxLength={500}
            onChange={(description) => set({ description })}
          />
        </Field>
        {isNew ? (
          <div className="pn-field">
            <p className="pn-field-label" aria-hidden>
              {t('save.kind')}
            </p>
            <RadioCards
              label={t('save.kind')}
              value={draft.kind}
              onChange={(kind) => set({ kind: kind as SegmentWords['kind'] })}
              options={(['dynamic', 'static'] as const).map((value) => ({
                value,
                title: t(`save.kinds.${value}`),
                note: t(`save.kinds.${value}Note`),
              }))}
            />
          </div>
        ) : null}
        <div className="pn-field">
          <p className="pn-field-label" aria-hidden>
            {t('save.shared')}
          </p>
          <RadioCards
            label={t('save.shared')}
            value={draft.shared}
            onChange={(shared) => set({ shared: shared as SegmentWords['shared'] })}
            options={sharing.map((value) => ({ value, title: t(`save.sharing.${value}`) }))}
          />
        </div>
        {theirs ? (
          <div className="sg-theirs" role="alert">
            <p>{t('save.theirs', { name: theirs.name })}</p>
            <p>{theirs.sentence?.[language]}</p>
          </div>
        ) : null}
        {error && !nameProblem && !theirs ? (
          <p className="sg-problem" role="alert">
            {problemText(error)}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
