import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { DiscardDraft } from './discard-draft.tsx';
import { DraftOptions } from './draft-options.tsx';
import { isComplete } from './needs.ts';
import { PreviewTable } from './preview-table.tsx';
import { SampleSums } from './sample-sums.tsx';
import { useDraft } from './use-draft.ts';
import { useSteps } from './wizard-steps.ts';

const { get, list, preview, start } = importsContract.endpoints;

/** The first rows as they will be read, and the button that starts. */
export function CheckStep({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const { patch, refreshWork } = useKeptAnswers();
  const mapping = draft.mapping!;
  const read = useEndpoint(preview, { id: draft.id, dialect: draft.dialect!, mapping });
  const starting = useSend(start, {
    refreshes: [list],
    onDone: (started) => {
      patch(get, { id: draft.id }, () => started);
      void refreshWork();
      go(`/imports/${draft.id}`, {}, { replace: true });
    },
  });
  const keeping = useDraft(draft.id);
  const toColumns = () => go(`/imports/${draft.id}`);
  const begin = async () => {
    await keeping.settled();
    await starting.send({ id: draft.id }).catch(() => undefined);
  };
  const failed = starting.error ? problemText(starting.error) : undefined;
  const note = usePhone() ? undefined : t('wizard.startNote');
  const complete = isComplete(mapping);
  return (
    <WizardPage
      title={draft.title}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="check"
      onStep={(step) => {
        if (step === 'columns') toColumns();
        if (step === 'file') go('/imports/new');
      }}
      back={
        <>
          <Button onClick={toColumns}>{t('wizard.back')}</Button>
          <DiscardDraft draft={draft} />
        </>
      }
      remark={failed ?? (complete ? note : t('needs.remark'))}
      next={
        <Button
          tone="main"
          icon={Play}
          busy={starting.sending}
          disabled={!complete}
          onClick={() => void begin()}
        >
          {t('wizard.start')}
        </Button>
      }
    >
      {read.error && !read.data ? (
        <ErrorState inset error={read.error} onRetry={() => void read.refetch()} />
      ) : null}
      {read.data ? (
        <>
          <Section title={t('options.title')} note={t('options.note')}>
            <DraftOptions draft={draft} keep={keeping.keep} />
          </Section>
          <SampleSums preview={read.data} />
          <PreviewTable preview={read.data} mapping={mapping} />
        </>
      ) : read.error ? null : (
        <SkeletonLines lines={12} />
      )}
    </WizardPage>
  );
}
