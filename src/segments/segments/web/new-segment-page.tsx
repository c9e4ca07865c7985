import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo, usePageSearch } from '#platform/ui/link.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { toast } from '#platform/ui/toast.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { KnownNamesProvider } from '../../rules/web/known-names.tsx';
import { RuleBuilder } from '../../rules/web/rule-builder.tsx';
import { ruleOf } from '../../rules/web/rule-of-draft.ts';
import { segmentsContract } from '../segments.contract.ts';
import { useKeptRule } from './kept-rule.ts';
import { ruleInAddress } from './rule-in-address.ts';
import { SaveDialog, type SegmentWords } from './save-dialog.tsx';

const { makeSegment, readyMade, segmentNames, segments: list } = segmentsContract.endpoints;

/** A new segment: from nothing, from what was begun before, from a rule in the address, or one that comes with the product. */
export function Page() {
  const [{ ready, rule, name = '' }] = usePageSearch();
  const { data } = useEndpoint(readyMade, {}, { enabled: ready !== undefined });
  const { language } = useFormat();
  if (rule !== undefined)
    return <NewSegment key={rule} place={`new.${rule}`} rule={ruleInAddress(rule)} name={name} />;
  if (ready === undefined) return <NewSegment key="new" place="new" rule={undefined} name="" />;
  if (!data)
    return (
      <PageBody>
        <SkeletonLines lines={6} />
      </PageBody>
    );
  const found = data.items.find(({ key }) => key === ready);
  return (
    <NewSegment
      key={ready}
      place={`new.${ready}`}
      rule={found?.rule as Rule | undefined}
      name={found?.name[language] ?? ''}
    />
  );
}

function NewSegment({ place, rule, name }: { place: string; rule: Rule | undefined; name: string }) {
  const { t } = useTranslation('segments');
  const may = useMay();
  const go = useGo();
  const { drafting, changed, goesOn, forget } = useKeptRule(place, rule);
  const asked = ruleOf(drafting.draft);
  const [saves, setSaves] = useState(false);
  const { send, sending, error } = useSend(makeSegment, { refreshes: [list, segmentNames] });
  const save = async (words: SegmentWords) => {
    const made = await send({ ...words, rule: asked.rule as never }).catch(() => undefined);
    if (!made) return;
    forget();
    toast({ tone: 'done', title: t('save.made', { name: made.name }) });
    go(`/segments/${made.id}`);
  };
  return (
    <PageBody>
      <PageHeader
        title={name || t('command.new')}
        notes={[goesOn && changed ? t('save.goesOn') : null]}
        trail={[{ label: t('nav.segments'), to: '/segments' }]}
        actions={
          may('segments.write') ? (
            <Button
              tone="main"
              disabled={!asked.rule || asked.unfinished.size > 0}
              onClick={() => setSaves(true)}
            >
              {t('save.open')}
            </Button>
          ) : undefined
        }
      />
      <KnownNamesProvider>
        <RuleBuilder drafting={drafting} problem={error} />
      </KnownNamesProvider>
      {saves ? (
        <SaveDialog
          isNew
          words={{ name, description: '', shared: 'me', kind: 'dynamic' }}
          onSave={save}
          saving={sending}
          error={error}
          onClose={() => setSaves(false)}
        />
      ) : null}
    </PageBody>
  );
}
