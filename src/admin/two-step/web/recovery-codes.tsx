import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import './two-step.css';

/** Ten codes, shown this once; one goes on when they are put away. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <div className="ad-form ad-narrow">
      <p>{t('twoStep.codesText')}</p>
      <ul className="ad-codes" aria-label={t('twoStep.codesTitle')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="ad-form-acts">
        <Button tone="main" onClick={onDone}>
          {t('twoStep.codesKept')}
        </Button>
        <CopyButton text={codes.join('\n')} label={t('twoStep.codesCopy')} />
      </div>
    </div>
  );
}
