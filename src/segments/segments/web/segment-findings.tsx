import '../../rules/web/condition-notes.css';
import { useFindingText } from '../../rules/web/finding-text.ts';
import type { Segment } from '../segments.contract.ts';

/** What the rule of a segment names in vain. */
export function SegmentFindings({ segment: { findings } }: { segment: Segment }) {
  const textOf = useFindingText();
  return findings.map((finding) => (
    <p key={`${finding.path.join('.')} ${finding.name}`} className="rb-problem sg-finding">
      {textOf(finding)}
    </p>
  ));
}
