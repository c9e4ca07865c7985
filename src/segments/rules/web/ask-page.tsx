import { useTranslation } from 'react-i18next';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { groupNode } from './draft.ts';
import { KnownNamesProvider } from './known-names.tsx';
import { RuleBuilder } from './rule-builder.tsx';
import { useDraft } from './use-draft.ts';

/** Asks who is meant, without saving anything. */
export function Page() {
  const { t } = useTranslation('segments');
  const drafting = useDraft(() => groupNode('all'));
  return (
    <PageBody>
      <PageHeader title={t('nav.segments')} />
      <KnownNamesProvider>
        <RuleBuilder drafting={drafting} />
      </KnownNamesProvider>
    </PageBody>
  );
}
