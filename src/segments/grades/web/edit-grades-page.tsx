import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useKeptDraft } from '#platform/ui/kept-draft.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { RuleDialog } from '../../rules/web/rule-dialog.tsx';
import { rulesIn } from '../given-scheme.contract.ts';
import { type GradesOverview, gradesContract } from '../grades.contract.ts';
import type { GradeScheme } from '../scheme.contract.ts';
import { CriterionRows } from './criterion-rows.tsx';
import { GradeRows } from './grade-rows.tsx';
import './grades.css';
import { GradesPreview } from './grades-preview.tsx';
import { draftOf, type SchemeDraft, schemeOf } from './scheme-draft.ts';

const { grades, gradedCustomers, gradeChanges, editGrades } = gradesContract.endpoints;

/** What grades are made of, with how many would change before anything is saved. */
export function Page() {
  const { data, error, refetch } = useEndpoint(grades, {});
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <PageBody>{data ? <EditScheme overview={data} /> : <SkeletonLines lines={12} />}</PageBody>;
}

/** Whose rule is being written. */
type Writing = { of: 'criteria' | 'grades'; at: number };

function EditScheme({ overview }: { overview: GradesOverview }) {
  const { t } = useTranslation('segments');
  const go = useGo();
  // What others save meanwhile must not be saved over: the version is that of what was opened.
  const [opened] = useState(overview);
  const { draft, setDraft, goesOn, forget } = useKeptDraft<SchemeDraft>(
    'grades',
    draftOf(opened.settings.scheme),
  );
  const [writing, setWriting] = useState<Writing>();
  const scheme = schemeOf(draft);
  const known = useMemo(
    () =>
      new Map(
        rulesIn(opened.settings.scheme).map((rule, at) => [JSON.stringify(rule), opened.sentences[at]!]),
      ),
    [opened],
  );
  const stored = rulesIn(opened.settings.scheme);
  const broken = new Set(opened.broken.map((at) => JSON.stringify(stored[at])));
  const isBroken = (rule: Rule | undefined) => broken.has(JSON.stringify(rule));
  const { send, sending, error } = useSend(editGrades, {
    refreshes: [grades, gradedCustomers, gradeChanges],
  });
  const leave = () => {
    forget();
    go('/segments/grades');
  };
  const save = async (wanted: GradeScheme | null) => {
    const saved = await send({ scheme: wanted as never }, { version: opened.settings.version }).catch(
      () => undefined,
    );
    if (saved) leave();
  };
  const take = ({ of, at }: Writing, rule: Rule) =>
    setDraft((before) => ({
      ...before,
      [of]: before[of].map((each, nth) => (nth === at ? { ...each, rule } : each)),
    }));
  return (
    <>
      <PageHeader
        title={t('grades.editTitle')}
        notes={[t('grades.editLead'), goesOn ? t('lifecycle.goesOn') : null]}
        trail={[{ label: t('grades.title'), to: '/segments/grades' }]}
        actions={
          <>
            {opened.settings.isGiven ? null : (
              <Button tone="quiet" busy={sending} onClick={() => void save(null)}>
                {t('lifecycle.restore')}
              </Button>
            )}
            <Button onClick={leave}>{t('rfm.cancel')}</Button>
            <Button
              tone="main"
              busy={sending}
              disabled={!scheme}
              onClick={() => void (scheme && save(scheme))}
            >
              {t('rfm.save')}
            </Button>
          </>
        }
      />
      {error ? (
        <p className="gr-broken" role="alert">
          {problemText(error)}
        </p>
      ) : null}
      <div className="gr-edit">
        {draft[draft.by === 'points' ? 'criteria' : 'grades'].some(({ rule }) => isBroken(rule)) ? (
          <p className="gr-broken">{t('grades.broken')}</p>
        ) : null}
        <RadioCards
          label={t('grades.how')}
          value={draft.by}
          onChange={(by) => setDraft({ ...draft, by: by === 'rules' ? by : 'points' })}
          options={(['points', 'rules'] as const).map((by) => ({
            value: by,
            title: t(`grades.by.${by}`),
            note: t(`grades.byNote.${by}`),
          }))}
        />
        {draft.by === 'points' ? (
          <CriterionRows
            draft={draft}
            known={known}
            isBroken={isBroken}
            onChange={setDraft}
            onWrite={(at) => setWriting({ of: 'criteria', at })}
          />
        ) : null}
        <GradeRows
          draft={draft}
          known={known}
          isBroken={isBroken}
          onChange={setDraft}
          onWrite={(at) => setWriting({ of: 'grades', at })}
        />
        <GradesPreview scheme={scheme} grades={draft.grades} before={opened.grades} />
      </div>
      {writing ? (
        <RuleDialog
          title={t(`grades.writing.${writing.of}`)}
          rule={draft[writing.of][writing.at]?.rule}
          onTake={(rule) => take(writing, rule)}
          onClose={() => setWriting(undefined)}
        />
      ) : null}
    </>
  );
}
