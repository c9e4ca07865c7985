import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { downloadUrl } from '#platform/ui/client.ts';
import { Dialog } from '#platform/ui/dialog.tsx';
import { type Attachment, attachmentsContract } from '../attachments.contract.ts';
import './attachments.css';

/** The name of a file: a picture is shown where one is, anything else comes as a download. */
export function FileName({ customerId, attachment }: { customerId: string; attachment: Attachment }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  const [broken, setBroken] = useState(false);
  const { id, fileName, type } = attachment;
  const href = downloadUrl(attachmentsContract.endpoints.attachmentFile, {
    id: customerId,
    attachmentId: id,
  });
  if (!type.startsWith('image/'))
    return (
      <a className="pn-link" data-ink href={href} download={fileName}>
        {fileName}
      </a>
    );
  return (
    <>
      <button
        type="button"
        className="pn-link at-show"
        data-ink
        aria-label={t('attachment.show', { name: fileName })}
        onClick={() => setOpen(true)}
      >
        {fileName}
      </button>
      {open ? (
        <Dialog
          open
          size="wide"
          title={fileName}
          onClose={() => setOpen(false)}
          footer={
            <a className="pn-button" data-tone="main" data-size="normal" href={href} download={fileName}>
              <Download aria-hidden />
              <span>{t('attachment.download')}</span>
            </a>
          }
        >
          {broken ? (
            <p className="pn-soft">{t('attachment.notShown')}</p>
          ) : (
            <img className="at-picture" src={href} alt={fileName} onError={() => setBroken(true)} />
          )}
        </Dialog>
      ) : null}
    </>
  );
}
