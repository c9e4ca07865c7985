import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { Field, Textarea } from '#platform/ui/field.tsx';
import { type Rule, rule as ruleShape } from '../rule-tree.contract.ts';

interface RuleJsonProps {
  rule: Rule | undefined;
  onClose: () => void;
  onTake: (rule: Rule) => void;
}

/** The rule as programs have it: to be looked at, copied, and pasted. */
export function RuleJsonDialog({ rule, onClose, onTake }: RuleJsonProps) {
  const { t } = useTranslation('segments');
  const [text, setText] = useState(rule ? JSON.stringify(rule, null, 2) : '');
  const [error, setError] = useState<string>();
  const take = () => {
    const read = readRule(text);
    if ('rule' in read) {
      onTake(read.rule);
      onClose();
    } else setError(read.problem ?? t('json.noJson'));
  };
  return (
    <Dialog
      open
      size="wide"
      title={t('json.title')}
      lead={t('json.lead')}
      onClose={onClose}
      onSubmit={async () => take()}
      footer={
        <>
          <CopyButton text={text} label={t('json.copy')} />
          <Button onClick={onClose}>{t('json.back')}</Button>
          <Button tone="main" type="submit">
            {t('json.take')}
          </Button>
        </>
      }
    >
      <Field label={t('json.label')} error={error}>
        <Textarea
          className="pn-mono rb-json"
          rows={16}
          spellCheck={false}
          value={text}
          onChange={(next) => {
            setText(next);
            setError(undefined);
          }}
        />
      </Field>
    </Dialog>
  );
}

/** What was pasted, or where it is wrong; no problem named: it is no JSON. */
function readRule(text: string): { rule: Rule } | { problem?: string } {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return {};
  }
  const read = ruleShape.safeParse(given);
  if (read.success) return { rule: read.data };
  const [issue] = read.error.issues;
  return { problem: `${issue?.path.join('.') || 'rule'}: ${issue?.message}` };
}
