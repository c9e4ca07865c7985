import { Pencil } from 'lucide-react';
import './rule-button.css';
import { RuleSentence, type RuleSentenceProps } from './rule-sentence.tsx';

interface RuleButtonProps extends RuleSentenceProps {
  /** It is missing, or names what is gone. */
  lacks: boolean;
  onWrite: () => void;
}

/** A rule in words that opens to be written; the pencil tells so. */
export function RuleButton({ rule, known, lacks, onWrite }: RuleButtonProps) {
  return (
    <button type="button" className="gr-rule" onClick={onWrite} data-lacks={lacks || undefined}>
      <Pencil size={14} aria-hidden />
      <span>
        <RuleSentence rule={rule} known={known} />
      </span>
    </button>
  );
}
