import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { CleaningSummary } from '../../cleaning/web/cleaning-summary.tsx';
import { ThinRows } from '../../cleaning/web/thin-rows.tsx';
import { RecipeNotice } from '../../recipes/web/recipe-notice.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { ColumnTable } from './column-table.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { FormatLine } from './format-line.tsx';
import { draftTitle } from './import-words.ts';
import { MendsNotice } from './mends-notice.tsx';
import { isComplete } from './needs.ts';
import { NeedsList } from './needs-list.tsx';
import { useDraft } from './use-draft.ts';
import { useLasting, useSettled } from './use-settled.ts';
import { useSteps } from './wizard-steps.ts';

/** What each column of the file means and what cleaning makes of it. Every choice is stored with the draft at once. */
export function ColumnsStep({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const keeping = useDraft(draft.id);
  const [pressed, setPressed] = useState(false);
  const mapping = draft.mapping!;
  const settled = useSettled(mapping);
  const preview = useEndpoint(importsContract.endpoints.preview, {
    id: draft.id,
    dialect: draft.dialect!,
    mapping: settled,
    as: settled.as,
  });
  const stale = useLasting(preview.isPlaceholderData || settled !== mapping);
  const complete = isComplete(mapping);
  const kept = usePhone() ? undefined : t('wizard.kept');
  const next = async () => {
    setPressed(true);
    if (!complete) return;
    await keeping.settled();
    go(`/imports/${draft.id}`, { step: 'check' });
  };
  return (
    <WizardPage
      title={draftTitle(draft)}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="columns"
      onStep={(step) => {
        if (step === 'file') go('/imports/new', draft.batch ? { batch: draft.batch } : {});
      }}
      side={<NeedsList draft={draft} columns={preview.data?.columns} pressed={pressed} />}
      back={<DiscardDraft draft={draft} />}
      remark={keeping.error ? problemText(keeping.error) : complete ? kept : t('needs.remark')}
      next={
        <Button tone="main" icon={ArrowRight} onClick={() => void next()}>
          {t('wizard.toCheck')}
        </Button>
      }
    >
      {preview.error && !preview.data ? (
        <ErrorState inset error={preview.error} onRetry={() => void preview.refetch()} />
      ) : null}
      <RecipeNotice draft={draft} />
      <MendsNotice draft={draft} />
      <FormatLine draft={draft} preview={preview.data} keep={keeping.keep} />
      {preview.data ? (
        <>
          <CleaningSummary preview={preview.data} stale={stale} />
          <ColumnTable mapping={mapping} preview={preview.data} stale={stale} keep={keeping.keep} />
          {mapping.as === 'customers' ? (
            <ThinRows
              mapping={mapping}
              preview={preview.data}
              onChange={(changed) => keeping.keep({ mapping: changed })}
            />
          ) : null}
        </>
      ) : preview.error ? null : (
        <SkeletonLines lines={10} />
      )}
    </WizardPage>
  );
}
