import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';

/** The secret that signs, this once. */
export function ShownSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('webhooks.secretTitle')}
      lead={t('webhooks.secretText')}
      footer={
        <Button tone="main" onClick={onClose}>
          {t('link.close')}
        </Button>
      }
    >
      <div className="ad-link">
        <code>{secret}</code>
        <CopyButton text={secret} label={t('webhooks.secretCopy')} />
      </div>
    </Dialog>
  );
}
