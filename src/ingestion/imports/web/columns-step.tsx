import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { ColumnTable } from './column-table.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftOptions } from './draft-options.tsx';
import { FormatLine } from './format-line.tsx';
import { KindNotice } from './kind-notice.tsx';
import { isComplete } from './mapping-edits.ts';
import { NeedsList } from './needs-list.tsx';
import { useDraft } from './use-draft.ts';
import { useSteps } from './wizard-steps.ts';

/** What each column of the file means. Every choice is stored with the draft at once. */
export function ColumnsStep({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const keeping = useDraft(draft.id);
  const [pressed, setPressed] = useState(false);
  const preview = useEndpoint(importsContract.endpoints.preview, {
    id: draft.id,
    dialect: draft.dialect!,
    as: draft.mapping!.as,
  });
  const mapping = draft.mapping!;
  const complete = mapping.as === 'orders' && isComplete(mapping);
  const kept = usePhone() ? undefined : t('wizard.kept');
  const next = () => {
    setPressed(true);
    if (complete) go(`/imports/${draft.id}`, { step: 'check' });
  };
  return (
    <WizardPage
      title={draft.title}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="columns"
      side={<NeedsList draft={draft} columns={preview.data?.columns} pressed={pressed} />}
      back={<DiscardDraft draft={draft} />}
      remark={keeping.error ? problemText(keeping.error) : complete ? kept : t('needs.remark')}
      next={
        <Button tone="main" icon={ArrowRight} onClick={next}>
          {t('wizard.toCheck')}
        </Button>
      }
    >
      {preview.error && !preview.data ? (
        <ErrorState inset error={preview.error} onRetry={() => void preview.refetch()} />
      ) : null}
      <FormatLine draft={draft} preview={preview.data} keep={keeping.keep} />
      <KindNotice draft={draft} keep={keeping.keep} />
      {preview.data ? (
        <>
          <ColumnTable mapping={mapping} preview={preview.data} keep={keeping.keep} />
          <Section title={t('options.title')} note={t('options.note')}>
            <DraftOptions draft={draft} keep={keeping.keep} />
          </Section>
        </>
      ) : preview.error ? null : (
        <SkeletonLines lines={10} />
      )}
    </WizardPage>
  );
}
