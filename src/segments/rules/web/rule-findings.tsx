import './condition-notes.css';
import type { Rule } from '../rule-tree.contract.ts';
import { rulesContract } from '../rules.contract.ts';
import { useFindingText } from './finding-text.ts';
import { useAsked } from './use-asked.ts';

/** What a broken rule names in vain, each in a sentence; nothing to who may not read what it asks about. */
export function RuleFindings({ rule }: { rule: Rule }) {
  const textOf = useFindingText();
  const { data } = useAsked(rulesContract.endpoints.describeRule, { rule: rule as never });
  return data?.findings
    .filter(({ blocks }) => blocks)
    .map((finding) => (
      <span key={`${finding.path.join('.')} ${finding.name}`} className="rb-problem">
        {textOf(finding)}
      </span>
    ));
}
