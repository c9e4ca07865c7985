import { Braces, Redo2, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { useKeys } from '#platform/ui/keys.ts';
import { codeText, ProblemError } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import type { Rule } from '../rule-tree.contract.ts';
import { type Finding, rulesContract } from '../rules.contract.ts';
import { AnswerPanel, type Count } from './answer-panel.tsx';
import { useEditing } from './editing.ts';
import { GroupView } from './group-view.tsx';
import { useKnownNames } from './known-names.tsx';
import './rule-builder.css';
import { RuleJsonDialog } from './rule-json-dialog.tsx';
import { type DraftRule, draftOf, nodeWithin, ruleOf } from './rule-of-draft.ts';
import { useWords } from './rule-words.ts';
import { useAsked } from './use-asked.ts';
import type { useDraft } from './use-draft.ts';
import { verdictsOf } from './verdicts.ts';
import { WhyPanel } from './why-panel.tsx';

const { countRule, describeRule, explainRule } = rulesContract.endpoints;

/** A rule in plain words on the left; on the right whom it means right now, and why. */
export function RuleBuilder({
  drafting,
  problem,
}: {
  drafting: ReturnType<typeof useDraft>;
  problem?: unknown;
}) {
  const { t } = useTranslation('segments');
  const { words, error, retry } = useWords();
  const { draft, change, undo, redo } = drafting;
  const asked = useMemo(() => ruleOf(draft), [draft]);
  const input = asked.rule && { rule: asked.rule as never };
  const answer = useAsked(countRule, input);
  const described = useAsked(describeRule, input);
  const [customer, setCustomer] = useState<Option | null>(null);
  const explained = useAsked(
    explainRule,
    customer && input ? { ...input, customerId: customer.value } : undefined,
  );
  const [panel, setPanel] = useState('answer');
  const [showsJson, setShowsJson] = useState(false);
  useLearnNames(described.data?.names);
  useKeys({
    'Mod+z': (event) => {
      if (isTypingName(event.target)) return;
      (event.shiftKey ? redo : undo)?.();
    },
    'Mod+y': () => redo?.(),
  });
  const problems = useProblems(asked, described.data?.findings, [answer.error, described.error, problem]);
  const verdicts =
    panel === 'why' && explained.data ? verdictsOf(explained.data.nodes, asked.nodeAt) : undefined;
  if (!words) return error ? <ErrorState error={error} onRetry={retry} /> : <SkeletonLines lines={6} />;
  return (
    <div className="rb">
      <div className="rb-canvas">
        <div className="rb-tools">
          <span className="rb-lead">{t('builder.lead')}</span>
          <IconButton
            icon={Undo2}
            size="small"
            label={t('builder.undo')}
            keys="Mod+Z"
            disabled={!undo}
            onClick={undo}
          />
          <IconButton
            icon={Redo2}
            size="small"
            label={t('builder.redo')}
            keys="Mod+Shift+Z"
            disabled={!redo}
            onClick={redo}
          />
          <IconButton icon={Braces} size="small" label={t('json.title')} onClick={() => setShowsJson(true)} />
        </div>
        <Canvas drafting={drafting} known={{ words, problems, unfinished: asked.unfinished, verdicts }} />
        <Sentence of={asked.rule ? described.data?.sentence : undefined} />
      </div>
      <aside className="rb-side" aria-label={t('answer.title')}>
        <Tabs
          label={t('answer.title')}
          value={panel}
          onChange={setPanel}
          items={['answer', 'why'].map((key) => ({ key, label: t(`${key}.tab`) }))}
        >
          {panel === 'answer' ? (
            <AnswerPanel answer={answer} empty={!asked.rule} unfinished={asked.unfinished.size} />
          ) : (
            <WhyPanel
              customer={customer}
              onChoose={setCustomer}
              verdict={explained.data}
              error={explained.error}
              empty={!asked.rule}
            />
          )}
        </Tabs>
      </aside>
      {asked.rule && answer.data ? <Glance count={answer.data} /> : null}
      {showsJson ? (
        <RuleJsonDialog
          rule={asked.rule}
          onClose={() => setShowsJson(false)}
          onTake={(rule: Rule) => change(() => draftOf(rule))}
        />
      ) : null}
    </div>
  );
}

/** Where the answer stands far below: how many, at the lower edge of the screen. */
function Glance({ count: { customers, share } }: { count: Count }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const shown = format.number(customers);
  return (
    <div className="rb-glance" aria-hidden>
      {t('answer.glance', { count: customers, shown, share: format.percent(share) })}
    </div>
  );
}

type Known = Parameters<typeof useEditing>[1];

function Canvas({ drafting, known }: { drafting: ReturnType<typeof useDraft>; known: Known }) {
  const editing = useEditing(drafting, known);
  return <GroupView group={drafting.draft} editing={editing} />;
}

/** The whole rule read out. */
function Sentence({ of }: { of: { en: string; zh: string } | undefined }): ReactNode {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  if (!of) return null;
  return (
    <div className="rb-sentence" role="note" aria-label={t('builder.sentence')}>
      <p>{of[language]}</p>
    </div>
  );
}

function useLearnNames(names: Parameters<ReturnType<typeof useKnownNames>['learn']>[0] | undefined) {
  const { learn } = useKnownNames();
  useEffect(() => {
    if (names) learn(names);
  }, [names, learn]);
}

/** What is typed in a search for values is taken back by the browser. */
function isTypingName(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.matches('.rb-values-input') && target.value !== '';
}

/** What the server says is wrong, at the condition that it is about. */
function useProblems(
  asked: DraftRule,
  findings: readonly Finding[] = [],
  errors: readonly unknown[],
): ReadonlyMap<string, readonly string[]> {
  const { t } = useTranslation('segments');
  const found = new Map<string, Set<string>>();
  const add = (path: readonly (string | number)[], text: string) => {
    const id = nodeWithin(asked, path);
    if (id) found.set(id, (found.get(id) ?? new Set()).add(text));
  };
  for (const { path, kind, name, problem, blocks } of findings)
    if (blocks) add(path, t(`finding.${problem}`, { what: t(`finding.kind.${kind}`), name }));
  for (const error of errors) {
    if (!(error instanceof ProblemError)) continue;
    for (const { path, code, message } of error.problem.errors ?? []) {
      const [first, ...rest] = path.split('.');
      if (first === 'rule' && findings.length === 0) add(rest, codeText(code) ?? message);
    }
  }
  return new Map([...found].map(([id, texts]) => [id, [...texts]]));
}
