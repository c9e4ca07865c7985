import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { ChooseFile } from './choose-file.tsx';
import { useSteps } from './wizard-steps.ts';

/** The first step of an import: the file. Everything after it lives at the draft's own address. */
export function Page() {
  const { t } = useTranslation('ingestion');
  return (
    <WizardPage
      title={t('wizard.newTitle')}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="file"
    >
      <ChooseFile />
      <p className="im-wizard-note">
        {t('wizard.noFile')} <Link to="/demo">{t('wizard.lookAround')}</Link>
      </p>
    </WizardPage>
  );
}
