import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { Link, usePageSearch } from '#platform/ui/link.tsx';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { BatchList } from './batch-list.tsx';
import { ChooseFile, RefusedFiles } from './choose-file.tsx';
import { useArrivals } from './use-arrivals.ts';
import { useSteps } from './wizard-steps.ts';

/** The first step of an import: the files. Everything after it lives at the address of each draft. */
export function Page() {
  const [{ batch }] = usePageSearch();
  return <FileStep key={batch} batch={batch} />;
}

function FileStep({ batch }: { batch: string | undefined }) {
  const { t } = useTranslation('ingestion');
  const arrivals = useArrivals(batch);
  return (
    <WizardPage
      title={t('wizard.newTitle')}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="file"
    >
      <RefusedFiles arrivals={arrivals} />
      {batch && !arrivals.sending ? (
        <>
          <BatchList batch={batch} />
          <p className="im-wizard-note">
            <ButtonLink to="/imports/new">{t('batch.more')}</ButtonLink>
          </p>
        </>
      ) : (
        <>
          <ChooseFile arrivals={arrivals} />
          <p className="im-wizard-note">
            {t('wizard.noFile')} <Link to="/demo">{t('wizard.lookAround')}</Link>
          </p>
        </>
      )}
    </WizardPage>
  );
}
