import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo, usePageParams } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { ProblemError } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { KnownNamesProvider } from '../../rules/web/known-names.tsx';
import { RuleBuilder } from '../../rules/web/rule-builder.tsx';
import { ruleOf } from '../../rules/web/rule-of-draft.ts';
import { type Segment, segmentsContract } from '../segments.contract.ts';
import { useKeptRule } from './kept-rule.ts';
import { SaveDialog, type SegmentWords } from './save-dialog.tsx';

const { segment: get, segmentNames, segments: list, updateSegment } = segmentsContract.endpoints;

/** The rule of a segment, its name and who sees it. */
export function Page() {
  const { t } = useTranslation('segments');
  const { id } = usePageParams<{ id: string }>();
  const { data, error, refetch } = useEndpoint(get, { id });
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data?.id !== id)
    return (
      <PageBody>
        <SkeletonLines lines={6} />
      </PageBody>
    );
  // A list made by hand has no rule; one that reads what is kept from the reader is not theirs to write anew.
  if (data.rule === null)
    return (
      <PageBody>
        <EmptyState
          page
          icon={Lock}
          title={data.name}
          text={t(data.kind === 'hand' ? 'errors.rule_of_hand_made' : 'page.notEditable')}
          action={<ButtonLink to={`/segments/${id}`}>{t('save.back')}</ButtonLink>}
        />
      </PageBody>
    );
  return <EditSegment key={id} segment={data} />;
}

function EditSegment({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const go = useGo();
  // What others change meanwhile is told when it is saved; it must not change what is being written.
  const [before] = useState(segment);
  const { drafting, changed, goesOn, forget } = useKeptRule(before.id, before.rule as unknown as Rule);
  const asked = ruleOf(drafting.draft);
  const isFinished = asked.rule !== undefined && asked.unfinished.size === 0;
  const [saves, setSaves] = useState(false);
  const [theirs, setTheirs] = useState<Segment>();
  const { send, sending, error } = useSend(updateSegment, { refreshes: [get, list, segmentNames] });
  const to = `/segments/${before.id}`;
  const save = async ({ kind: _, ...words }: SegmentWords) => {
    const input = { id: before.id, ...words, ...(changed ? { rule: asked.rule as never } : {}) };
    const saved = await send(input, { version: (theirs ?? before).version }).catch(async (problem) => {
      if (!(problem instanceof ProblemError) || problem.status !== 409) return;
      setTheirs(await call(get, { id: before.id }).catch(() => theirs));
    });
    if (!saved) return;
    forget();
    toast({ tone: 'done', title: t('save.saved', { name: saved.name }) });
    go(to);
  };
  return (
    <PageBody>
      <PageHeader
        title={t('page.edit')}
        notes={[goesOn && changed ? t('save.goesOn') : null]}
        trail={[
          { label: t('nav.segments'), to: '/segments' },
          { label: before.name, to },
        ]}
        actions={
          <>
            <ButtonLink to={to}>{t('save.back')}</ButtonLink>
            <Button tone="main" disabled={changed && !isFinished} onClick={() => setSaves(true)}>
              {t('save.open')}
            </Button>
          </>
        }
      />
      <KnownNamesProvider>
        <RuleBuilder drafting={drafting} problem={error} />
      </KnownNamesProvider>
      {saves ? (
        <SaveDialog
          isNew={false}
          takesAnew={changed && before.kind === 'static'}
          words={{ ...before, kind: before.kind === 'static' ? 'static' : 'dynamic' }}
          onSave={save}
          saving={sending}
          error={error}
          theirs={theirs}
          onClose={() => setSaves(false)}
        />
      ) : null}
    </PageBody>
  );
}
