import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { Input, NumberField } from '#platform/ui/field.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { RuleButton } from '../../standing/web/rule-button.tsx';
import { mostGrades } from '../grade-keys.contract.ts';
import type { RowsProps } from './criterion-rows.tsx';
import { type GradeDraft, moved, withGrade } from './scheme-draft.ts';

/** Grades: their names, and from how many points on or by which rule. */
export function GradeRows({ draft, known, isBroken, onChange, onWrite }: RowsProps) {
  const { t } = useTranslation('segments');
  const { grades, by } = draft;
  const change = (at: number, next: Partial<GradeDraft>) =>
    onChange({ ...draft, grades: grades.map((each, nth) => (nth === at ? { ...each, ...next } : each)) });
  const nameField = (at: number, language: 'zh' | 'en') => (
    <Input
      aria-label={t(`grades.name.${language}`)}
      placeholder={t(`grades.name.${language}`)}
      maxLength={30}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
      value={grades[at]![language]}
      onChange={(text) => change(at, { [language]: text })}
    />
  );
  return (
    <Section
      title={t('grades.grades')}
      note={t(`grades.gradesNote.${by}`)}
      actions={
        <Button icon={Plus} disabled={grades.length >= mostGrades} onClick={() => onChange(withGrade(draft))}>
          {t('grades.addGrade')}
        </Button>
      }
    >
      <ol className="gr-rows">
        {grades.map(({ key, from, rule }, at) => (
          <li key={key} className="gr-row gr-grade" data-by={by}>
            {nameField(at, 'zh')}
            {nameField(at, 'en')}
            {by === 'points' ? (
              <NumberField
                negative
                aria-label={t('grades.fromLabel')}
                unit={t('grades.fromUnit')}
                value={from}
                onChange={(next) => change(at, { from: next })}
              />
            ) : (
              <RuleButton
                rule={rule}
                known={known}
                lacks={!rule || isBroken(rule)}
                onWrite={() => onWrite(at)}
              />
            )}
            <span className="gr-acts">
              {by === 'rules'
                ? ([-1, 1] as const).map((step) => (
                    <IconButton
                      key={step}
                      icon={step < 0 ? ArrowUp : ArrowDown}
                      label={t(step < 0 ? 'grades.up' : 'grades.down')}
                      disabled={step < 0 ? at === 0 : at === grades.length - 1}
                      onClick={() => onChange({ ...draft, grades: moved(grades, at, step) })}
                    />
                  ))
                : null}
              <IconButton
                icon={Trash2}
                label={t('grades.removeGrade')}
                disabled={grades.length === 1}
                onClick={() => onChange({ ...draft, grades: grades.filter((_, nth) => nth !== at) })}
              />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
