import { Check, CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import './condition-notes.css';
import type { LooseCondition } from './draft.ts';
import { FactList } from './fact-list.tsx';
import type { Lack } from './rule-of-draft.ts';
import type { JudgedNode } from './verdicts.ts';

/** Whether it holds of the customer that is looked at. */
export function VerdictMark({ verdict }: { verdict: JudgedNode | undefined }) {
  const { t } = useTranslation('segments');
  if (!verdict) return null;
  const Sign = verdict.holds ? Check : X;
  return (
    <span
      className="rb-mark"
      data-holds={verdict.holds}
      role="img"
      aria-label={t(verdict.holds ? 'why.holds' : 'why.fails')}
    >
      <Sign size={14} aria-hidden strokeWidth={2.5} />
    </span>
  );
}

interface NotesProps {
  condition: LooseCondition;
  problems: readonly string[];
  lacks: readonly Lack[];
  verdict: JudgedNode | undefined;
}

/** What is to be said below a condition: what is wrong with it, what is missing, by which facts it holds. */
export function ConditionNotes({ condition, problems, lacks, verdict }: NotesProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const lack = lacks.find(({ why }) => why !== 'missing') ?? lacks[0];
  return (
    <>
      {problems.map((problem) => (
        <p key={problem} className="rb-problem" role="alert">
          <CircleAlert size={14} aria-hidden />
          {problem}
        </p>
      ))}
      {lack && problems.length === 0 ? (
        <p className="rb-note">{t(`builder.lacks.${wordFor(lack)}`, { most: format.number(lack.limit) })}</p>
      ) : null}
      {verdict?.because ? <FactList condition={condition} because={verdict.because} /> : null}
    </>
  );
}

/** The limit of amounts is in minor units and so far away that nobody needs it. */
const far = 1e9;

function wordFor({ why, limit = 0 }: Lack): string {
  return why === 'tooLarge' && limit > far ? 'farTooLarge' : why;
}
