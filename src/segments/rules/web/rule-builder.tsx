import { Braces, Redo2, Undo2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { codeText, ProblemError } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import type { Rule } from '../rule-tree.contract.ts';
import { type Finding, rulesContract } from '../rules.contract.ts';
import { AnswerPanel, Glance } from './answer-panel.tsx';
import { customersMeant } from './customers-meant.ts';
import { useEditing } from './editing.ts';
import { useFindingText } from './finding-text.ts';
import { GroupView } from './group-view.tsx';
import { useKnownNames } from './known-names.tsx';
import './rule-builder.css';
import { RuleJsonDialog } from './rule-json-dialog.tsx';
import { draftOf, nodeWithin, ruleOf } from './rule-of-draft.ts';
import { useWords } from './rule-words.ts';
import { useAsked } from './use-asked.ts';
import type { useDraft } from './use-draft.ts';
import { nodeFinder, verdictsOf } from './verdicts.ts';
import { WhyPanel } from './why-panel.tsx';

const { countRule, describeRule, explainRule } = rulesContract.endpoints;

/** A rule in plain words on the left; on the right whom it means right now, and why. */
export function RuleBuilder({
  drafting,
  problem,
  staysHere = false,
}: {
  drafting: ReturnType<typeof useDraft>;
  problem?: unknown;
  /** Nothing leads to other pages: what is written would be lost. */
  staysHere?: boolean;
}) {
  const { t } = useTranslation('segments');
  const { words, error, retry } = useWords();
  const { draft, change, undo, redo } = drafting;
  const asked = useMemo(() => ruleOf(draft), [draft]);
  const input = asked.rule && { rule: asked.rule as never };
  const answer = useAsked(countRule, input);
  const described = useAsked(describeRule, input, { about: asked });
  const [customer, setCustomer] = useState<Option | null>(null);
  const explained = useAsked(
    explainRule,
    customer && input ? { ...input, customerId: customer.value } : undefined,
    { about: { asked, customerId: customer?.value } },
  );
  const [panel, setPanel] = useState('answer');
  const [showsJson, setShowsJson] = useState(false);
  useLearnNames(described.data?.names);
  const find = nodeFinder(described.about ?? asked, asked, described.fresh);
  const findings = described.data?.findings.map((finding) => ({ ...finding, id: find(finding.path) }));
  const errorAt = (path: Finding['path']) => nodeWithin(asked, path);
  const problems = useProblems(findings, [answer.error, described.error, problem], errorAt);
  const judged = explained.about?.customerId === customer?.value ? explained.data : undefined;
  const verdicts =
    panel === 'why' && judged && explained.about
      ? verdictsOf(judged.nodes, nodeFinder(explained.about.asked, asked, explained.fresh))
      : undefined;
  if (!words) return error ? <ErrorState error={error} onRetry={retry} /> : <SkeletonLines lines={6} />;
  return (
    <div className="rb">
      <UndoKeys undo={undo} redo={redo}>
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
        <Sentence
          of={asked.rule && !described.error ? described.data?.sentence : undefined}
          stale={!described.fresh}
        />
      </UndoKeys>
      {asked.rule ? <Glance answer={answer} /> : null}
      <aside className="rb-side" aria-label={t('answer.title')}>
        <Tabs
          label={t('answer.title')}
          value={panel}
          onChange={setPanel}
          items={['answer', 'why'].map((key) => ({ key, label: t(`${key}.tab`) }))}
        >
          {panel === 'answer' ? (
            <AnswerPanel
              answer={answer}
              empty={!asked.rule}
              unfinished={asked.unfinished.size}
              list={asked.rule && customersMeant(asked.rule)}
              staysHere={staysHere}
            />
          ) : (
            <WhyPanel
              customer={customer}
              onChoose={setCustomer}
              verdict={explained.fresh ? explained.data : undefined}
              asking={explained.asking}
              error={explained.error}
              empty={!asked.rule}
              staysHere={staysHere}
            />
          )}
        </Tabs>
      </aside>
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

type Step = (() => void) | undefined;

/** The canvas, in which keys take back what was done and do it again; elsewhere they belong to what they are typed in. */
function UndoKeys({ undo, redo, children }: { undo: Step; redo: Step; children: ReactNode }) {
  const canvas = useRef<HTMLDivElement>(null);
  const stepped = useRef(false);
  useEffect(() => {
    // What had the focus may be what was taken back.
    if (stepped.current && document.activeElement === document.body) canvas.current?.focus();
    stepped.current = false;
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isWithin(event) || isTypingName(event.target) || event.altKey) return;
    if (!event.ctrlKey && !event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    stepped.current = true;
    (key === 'y' || event.shiftKey ? redo : undo)?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act on the rule that the focus is in
    <div className="rb-canvas" ref={canvas} tabIndex={-1} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

/** What floats above the canvas belongs to it for React alone. */
function isWithin({ currentTarget, target }: KeyboardEvent): boolean {
  return target instanceof Node && currentTarget.contains(target);
}

/** What is typed in a search for values is taken back by the browser. */
function isTypingName(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.matches('.rb-values-input') && target.value !== '';
}

type Known = Parameters<typeof useEditing>[1];

function Canvas({ drafting, known }: { drafting: ReturnType<typeof useDraft>; known: Known }) {
  const editing = useEditing(drafting, known);
  return <GroupView group={drafting.draft} editing={editing} />;
}

/** The whole rule read out. */
function Sentence({ of, stale }: { of: { en: string; zh: string } | undefined; stale: boolean }): ReactNode {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  if (!of) return null;
  return (
    <div
      className="rb-sentence"
      role="note"
      aria-label={t('builder.sentence')}
      data-stale={stale || undefined}
    >
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

/** What the server says is wrong, at the condition that it is about. */
function useProblems(
  findings: readonly (Finding & { id: string | undefined })[] = [],
  errors: readonly unknown[],
  errorAt: (path: Finding['path']) => string | undefined,
): ReadonlyMap<string, readonly string[]> {
  const textOf = useFindingText();
  const found = new Map<string, Set<string>>();
  const add = (id: string | undefined, text: string) => {
    if (id) found.set(id, (found.get(id) ?? new Set()).add(text));
  };
  for (const { id, ...finding } of findings) if (finding.blocks) add(id, textOf(finding));
  for (const error of errors) {
    if (!(error instanceof ProblemError)) continue;
    for (const { path, code, message } of error.problem.errors ?? []) {
      const [first, ...rest] = path.split('.');
      if (first === 'rule' && findings.length === 0) add(errorAt(rest), codeText(code) ?? message);
    }
  }
  return new Map([...found].map(([id, texts]) => [id, [...texts]]));
}
