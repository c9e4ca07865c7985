import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useKeptDraft } from '#platform/ui/kept-draft.ts';
import { useGo } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { RuleDialog } from '../../rules/web/rule-dialog.tsx';
import { type LifecycleOverview, lifecycleContract } from '../lifecycle.contract.ts';
import './lifecycle.css';
import type { GivenStages, StageDraft } from './stage-draft.ts';
import { StageRows } from './stage-rows.tsx';
import { StagesPreview, StagesProblem } from './stages-preview.tsx';

const { lifecycle, flow, stagedCustomers, stageChanges, editLifecycle } = lifecycleContract.endpoints;

/** The stages, their rules and their order, with how many would move before anything is saved. */
export function Page() {
  const { data, error, refetch } = useEndpoint(lifecycle, {});
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <PageBody>{data ? <EditStages overview={data} /> : <SkeletonLines lines={12} />}</PageBody>;
}

function EditStages({ overview }: { overview: LifecycleOverview }) {
  const { t } = useTranslation('segments');
  const go = useGo();
  // What others save meanwhile must not be saved over: the version is that of what was opened.
  const [{ settings, sentences, broken }] = useState(overview);
  const { draft, setDraft, goesOn, forget } = useKeptDraft<readonly StageDraft[]>(
    'lifecycle',
    settings.stages.map(({ stage, rule }) => ({ stage, rule: rule ?? undefined })),
  );
  const [writing, setWriting] = useState<StageDraft['stage']>();
  const { send, sending, error } = useSend(editLifecycle, {
    refreshes: [lifecycle, flow, stagedCustomers, stageChanges],
  });
  const stages = draft.every(({ rule }) => rule !== undefined) ? ([...draft] as GivenStages) : undefined;
  const leave = () => {
    forget();
    go('/segments/lifecycle');
  };
  const save = async (wanted: GivenStages | null) => {
    const saved = await send({ stages: wanted }, { version: settings.version }).catch(() => undefined);
    if (saved) leave();
  };
  const known = new Map(settings.stages.map(({ rule }, at) => [JSON.stringify(rule), sentences[at]!]));
  const stored = new Map(
    settings.stages.map(({ stage, rule }) => [stage, JSON.stringify(rule ?? undefined)]),
  );
  // Of a rule that is written anew nobody knows yet.
  const stillBroken = draft.flatMap(({ stage, rule }) =>
    broken.includes(stage) && JSON.stringify(rule) === stored.get(stage) ? [stage] : [],
  );
  return (
    <>
      <PageHeader
        title={t('lifecycle.editRules')}
        notes={[t('lifecycle.editLead'), goesOn ? t('lifecycle.goesOn') : null]}
        trail={[{ label: t('lifecycle.title'), to: '/segments/lifecycle' }]}
        actions={
          <>
            {settings.isGiven ? null : (
              <Button tone="quiet" busy={sending} onClick={() => void save(null)}>
                {t('lifecycle.restore')}
              </Button>
            )}
            <Button onClick={leave}>{t('rfm.cancel')}</Button>
            <Button
              tone="main"
              busy={sending}
              disabled={!stages}
              onClick={() => void (stages && save(stages))}
            >
              {t('rfm.save')}
            </Button>
          </>
        }
      />
      {error ? <StagesProblem error={error} draft={draft} /> : null}
      <div className="lc-body">
        <StageRows
          draft={draft}
          known={known}
          broken={stillBroken}
          onChange={setDraft}
          onWrite={setWriting}
        />
        <StagesPreview stages={stages} draft={draft} />
      </div>
      {writing ? (
        <RuleDialog
          title={t('lifecycle.writing', { stage: t(`lifecycle.stage.${writing}`) })}
          rule={draft.find(({ stage }) => stage === writing)?.rule}
          onTake={(rule) =>
            setDraft(draft.map((each) => (each.stage === writing ? { ...each, rule } : each)))
          }
          onClose={() => setWriting(undefined)}
        />
      ) : null}
    </>
  );
}
