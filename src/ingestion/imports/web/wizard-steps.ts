import { useTranslation } from 'react-i18next';
import type { WizardStep } from '#platform/ui/wizard-page.tsx';

const stepKeys = ['file', 'columns', 'check', 'run'] as const;

/** The steps of an import, named. */
export function useSteps(): WizardStep[] {
  const { t } = useTranslation('ingestion');
  return stepKeys.map((key) => ({ key, label: t(`wizard.step.${key}`) }));
}
