import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Tabs } from '#platform/ui/tabs.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import type { Rehearsal } from '../rehearsal.contract.ts';
import { DraftOptions } from './draft-options.tsx';
import { MatchMode, modesOf } from './match-mode.tsx';
import { PreviewTable } from './preview-table.tsx';
import { RehearsalExamples } from './rehearsal-examples.tsx';
import { SampleSums } from './sample-sums.tsx';
import { fileOptions } from './sums.ts';
import type { DraftKeeping } from './use-draft.ts';

export interface CheckBodyProps {
  draft: ImportDetail;
  keep: DraftKeeping['keep'];
  rehearsal: Rehearsal | undefined;
  /** The rehearsal is being computed anew. */
  stale: boolean;
}

/** The choices for all rows, and what they come to: by customer, and row by row. */
export function CheckBody({ draft, keep, rehearsal, stale }: CheckBodyProps) {
  const { t } = useTranslation('ingestion');
  const options = fileOptions(draft);
  const { as } = draft.mapping!;
  return (
    <>
      {modesOf(as).length > 0 ? (
        <Section title={t('mode.label')}>
          <div className="im-modes">
            <MatchMode
              as={as}
              value={options.mode ?? 'createAndUpdate'}
              onChange={(mode) => keep({ options: { ...options, mode } })}
            />
          </div>
        </Section>
      ) : null}
      <Section title={t('options.title')} note={t('options.note')}>
        <DraftOptions draft={draft} keep={keep} />
      </Section>
      <Outlook
        draft={draft}
        examples={as === 'orders' ? [] : (rehearsal?.examples ?? [])}
        stale={stale && rehearsal !== undefined}
      />
    </>
  );
}

type View = 'customers' | 'rows';

/** What is to come, in two views; row by row alone where no customer would be made or changed. */
function Outlook({
  draft,
  examples,
  stale,
}: {
  draft: ImportDetail;
  examples: Rehearsal['examples'];
  stale: boolean;
}) {
  const { t } = useTranslation('ingestion');
  const [chosen, setChosen] = useState<View>('customers');
  const view: View = examples.length > 0 ? chosen : 'rows';
  if (examples.length === 0) {
    return (
      <Section title={t('check.caption')}>
        <Rows draft={draft} />
      </Section>
    );
  }
  return (
    <Section title={t('rehearsal.outlook')} note={t('rehearsal.outlookNote')}>
      <Tabs
        label={t('rehearsal.outlook')}
        value={view}
        onChange={(key) => setChosen(key as View)}
        items={[
          { key: 'customers', label: t('rehearsal.byCustomer') },
          { key: 'rows', label: t('rehearsal.byRow') },
        ]}
      >
        <div className="im-outlook" aria-busy={stale}>
          {view === 'customers' ? <RehearsalExamples examples={examples} /> : <Rows draft={draft} />}
        </div>
      </Tabs>
    </Section>
  );
}

/** The first rows as they will be read. */
function Rows({ draft }: { draft: ImportDetail }) {
  const mapping = draft.mapping!;
  const read = useEndpoint(importsContract.endpoints.preview, {
    id: draft.id,
    dialect: draft.dialect!,
    mapping,
  });
  if (read.data) {
    return (
      <>
        <SampleSums preview={read.data} />
        <PreviewTable preview={read.data} mapping={mapping} />
      </>
    );
  }
  if (read.error) return <ErrorState inset error={read.error} onRetry={() => void read.refetch()} />;
  return <SkeletonLines lines={12} />;
}
