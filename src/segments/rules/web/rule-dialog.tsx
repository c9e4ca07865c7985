import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { ConfirmDialog, Dialog } from '#platform/ui/dialog.tsx';
import type { Rule } from '../rule-tree.contract.ts';
import { KnownNamesProvider } from './known-names.tsx';
import { RuleBuilder } from './rule-builder.tsx';
import { draftOf, ruleOf } from './rule-of-draft.ts';
import { useDraft } from './use-draft.ts';

interface RuleDialogProps {
  title: string;
  lead?: string;
  rule: Rule | undefined;
  onClose: () => void;
  onTake: (rule: Rule) => void;
}

/** A rule that is part of something larger, written by itself. */
export function RuleDialog({ title, lead, rule, onClose, onTake }: RuleDialogProps) {
  const { t } = useTranslation('segments');
  const drafting = useDraft(draftOf(rule));
  const asked = ruleOf(drafting.draft);
  const [leaves, setLeaves] = useState(false);
  return (
    <Dialog
      open
      size="wide"
      title={title}
      lead={lead}
      onClose={() => (drafting.undo ? setLeaves(true) : onClose())}
      footer={
        <>
          <Button onClick={onClose}>{t('rfm.cancel')}</Button>
          <Button
            tone="main"
            disabled={!asked.rule || asked.unfinished.size > 0}
            onClick={() => {
              onTake(asked.rule!);
              onClose();
            }}
          >
            {t('grades.take')}
          </Button>
        </>
      }
    >
      <div className="rb-in-dialog">
        <KnownNamesProvider>
          <RuleBuilder drafting={drafting} staysHere />
        </KnownNamesProvider>
      </div>
      <ConfirmDialog
        open={leaves}
        onClose={() => setLeaves(false)}
        title={t('builder.leave')}
        consequence={t('builder.leaveText')}
        action={t('builder.leaveDo')}
        onConfirm={onClose}
      />
    </Dialog>
  );
}
