import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { Time } from '#platform/ui/time.tsx';
import '../../web/settings.css';

export interface ShownLink {
  /** Below the address that people open. */
  path: string;
  expiresAt: string;
  kind: 'invitation' | 'password';
  /** Whom it is for: a name or an address. */
  name: string;
}

/** Shows a link that is shown once, to be copied and passed on. */
export function LinkDialog({ link, onClose }: { link: ShownLink; onClose: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`link.${link.kind}Title`, { name: link.name })}
      lead={t(`link.${link.kind}Text`)}
      footer={
        <Button tone="main" onClick={onClose}>
          {t('link.close')}
        </Button>
      }
    >
      <LinkBox link={link} />
    </Dialog>
  );
}

function LinkBox({ link }: { link: ShownLink }) {
  const { t } = useTranslation('admin');
  const address = new URL(link.path, location.origin).href;
  return (
    <>
      <div className="ad-link">
        <code>{address}</code>
        <CopyButton text={address} label={t('link.copy')} />
      </div>
      <p className="ad-link-note">
        {t('link.once')} <Time value={link.expiresAt} as="dateTime" />
      </p>
    </>
  );
}
