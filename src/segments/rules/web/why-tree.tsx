import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import { conditionsOf, type Rule } from '../rule-tree.contract.ts';
import { VerdictMark } from './condition-notes.tsx';
import type { LooseCondition } from './draft.ts';
import { FactList } from './fact-list.tsx';
import type { JudgedNode } from './verdicts.ts';
import './why-tree.css';

interface WhyTreeProps {
  nodes: readonly JudgedNode[];
  /** The rule that was judged, by which its facts are written. */
  rule: Rule;
}

/** A rule with what each part of it comes to for one customer, and by which facts. */
export function WhyTree({ nodes, rule }: WhyTreeProps) {
  const conditions = new Map(
    conditionsOf(rule).map(({ condition, path }) => [path.join('.'), condition as unknown as LooseCondition]),
  );
  const [root] = nodes;
  return root ? (
    <ul className="wt-tree">
      <Branch node={root} nodes={nodes} conditions={conditions} />
    </ul>
  ) : null;
}

interface BranchProps {
  node: JudgedNode;
  nodes: readonly JudgedNode[];
  conditions: ReadonlyMap<string, LooseCondition>;
}

function Branch({ node, nodes, conditions }: BranchProps) {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  const parts = nodes.filter(({ path }) => isPartOf(path, node.path));
  const condition = conditions.get(node.path.join('.'));
  return (
    <li>
      <span className="wt-node">
        <VerdictMark verdict={node} />
        <span className={node.group ? 'pn-soft' : undefined}>
          {node.group ? t(`builder.groups.${node.group}`) : node.sentence?.[language]}
        </span>
      </span>
      {condition && node.because ? <FactList condition={condition} because={node.because} /> : null}
      {parts.length > 0 ? (
        <ul>
          {parts.map((part) => (
            <Branch key={part.path.join('.')} node={part} nodes={nodes} conditions={conditions} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** A part lies one group and one place further in. */
function isPartOf(path: JudgedNode['path'], around: JudgedNode['path']): boolean {
  return path.length === around.length + 2 && around.every((step, index) => path[index] === step);
}
