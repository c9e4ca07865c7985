import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { Link, usePageSearch } from '#platform/ui/link.tsx';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { BatchList } from './batch-list.tsx';
import { ChooseFile } from './choose-file.tsx';
import { useSteps } from './wizard-steps.ts';

/** The first step of an import: the files. Everything after it lives at the address of each draft. */
export function Page() {
  const { t } = useTranslation('ingestion');
  const [{ batch }] = usePageSearch();
  return (
    <WizardPage
      title={t('wizard.newTitle')}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="file"
    >
      {batch ? (
        <>
          <BatchList batch={batch} />
          <p className="im-wizard-note">
            <ButtonLink to="/imports/new">{t('batch.more')}</ButtonLink>
          </p>
        </>
      ) : (
        <>
          <ChooseFile />
          <p className="im-wizard-note">
            {t('wizard.noFile')} <Link to="/demo">{t('wizard.lookAround')}</Link>
          </p>
        </>
      )}
    </WizardPage>
  );
}
