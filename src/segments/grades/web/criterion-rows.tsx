import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { NumberField } from '#platform/ui/field.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { RuleButton } from '../../standing/web/rule-button.tsx';
import { mostCriteria } from '../scheme.contract.ts';
import { type SchemeDraft, withCriterion } from './scheme-draft.ts';

export interface RowsProps {
  draft: SchemeDraft;
  known: ReadonlyMap<string, { en: string; zh: string }>;
  /** Whether a rule names what is gone. */
  isBroken: (rule: Rule | undefined) => boolean;
  onChange: (draft: SchemeDraft) => void;
  /** Opens the rule of the row at a place. */
  onWrite: (at: number) => void;
}

/** Criteria: a rule and its points each. */
export function CriterionRows({ draft, known, isBroken, onChange, onWrite }: RowsProps) {
  const { t } = useTranslation('segments');
  const { criteria } = draft;
  const change = (next: SchemeDraft['criteria']) => onChange({ ...draft, criteria: next });
  return (
    <Section
      title={t('grades.criteria')}
      note={t('grades.criteriaNote')}
      actions={
        <Button
          icon={Plus}
          disabled={criteria.length >= mostCriteria}
          onClick={() => {
            onChange(withCriterion(draft));
            onWrite(criteria.length);
          }}
        >
          {t('grades.addCriterion')}
        </Button>
      }
    >
      <ul className="gr-rows">
        {criteria.map(({ id, rule, points }, at) => (
          <li key={id} className="gr-row">
            <RuleButton
              rule={rule}
              known={known}
              lacks={!rule || isBroken(rule)}
              onWrite={() => onWrite(at)}
            />
            <NumberField
              negative
              aria-label={t('grades.pointsOf', { nth: at + 1 })}
              className="gr-points"
              unit={t('grades.pointsUnit')}
              value={points}
              onChange={(next) =>
                change(criteria.map((each, nth) => (nth === at ? { ...each, points: next } : each)))
              }
            />
            <IconButton
              icon={Trash2}
              label={t('grades.removeCriterion')}
              disabled={criteria.length === 1}
              onClick={() => change(criteria.filter((_, nth) => nth !== at))}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
