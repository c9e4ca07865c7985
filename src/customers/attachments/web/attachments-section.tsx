import { File, FileText, Image, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { type Attachment, attachmentsContract } from '../attachments.contract.ts';
import './attachments.css';
import { ChooseFiles } from './choose-files.tsx';
import { useDropFiles } from './drop-files.ts';
import { FileName } from './file-name.tsx';
import { useAddFiles } from './use-add-files.ts';

const { attachments, removeAttachment } = attachmentsContract.endpoints;

/** The files that are kept with a customer: added, downloaded and removed where they stand. */
export function AttachmentsSection({ customer, readOnly }: { customer: CustomerDetail; readOnly: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [removing, setRemoving] = useState<Attachment | null>(null);
  const { id } = customer;
  const { data, error } = useEndpoint(attachments, { id });
  const { send } = useSend(removeAttachment, { refreshes: [attachments] });
  const remove = async (attachment: Attachment) => {
    await send({ id, attachmentId: attachment.id }).catch((problem: unknown) =>
      toast({ tone: 'danger', title: t('attachment.notRemoved'), note: problemText(problem) }),
    );
    setRemoving(null);
  };
  const { coming, add } = useAddFiles(id);
  const { over, drop } = useDropFiles(readOnly || coming ? undefined : (files) => void add(files));
  const items = data?.items ?? [];
  if (readOnly && items.length === 0) return null;
  return (
    <Section title={t('attachment.title')} count={items.length > 0 ? format.number(items.length) : undefined}>
      <div className="at-drop" data-over={over || undefined} {...drop}>
        {error && !data ? <p role="alert">{problemText(error)}</p> : null}
        {items.length > 0 ? (
          <ul className="at-files">
            {items.map((attachment) => (
              <Row
                key={attachment.id}
                customerId={id}
                attachment={attachment}
                onRemove={readOnly ? undefined : () => setRemoving(attachment)}
              />
            ))}
          </ul>
        ) : null}
        {over ? <p className="at-drop-words">{t('attachment.drop')}</p> : null}
        {readOnly ? null : coming ? (
          <ProgressBar label={coming.name} value={coming.share} />
        ) : (
          <ChooseFiles onFiles={(files) => void add(files)} />
        )}
      </div>
      {removing ? (
        <ConfirmDialog
          open
          onClose={() => setRemoving(null)}
          title={t('attachment.removeTitle', { name: removing.fileName })}
          consequence={t('attachment.removeNote')}
          action={t('attachment.remove')}
          onConfirm={() => remove(removing)}
        />
      ) : null}
    </Section>
  );
}

interface RowProps {
  customerId: string;
  attachment: Attachment;
  onRemove: (() => void) | undefined;
}

function Row({ customerId, attachment, onRemove }: RowProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const nameOf = useColleagueName();
  const { fileName, type, sizeBytes, addedBy, addedAt } = attachment;
  const Sign = type.startsWith('image/') ? Image : type === 'application/pdf' ? FileText : File;
  return (
    <li className="at-file">
      <Sign size={16} aria-hidden />
      <span className="at-words">
        <FileName customerId={customerId} attachment={attachment} />
        <span className="pn-soft">
          {format.bytes(Number(sizeBytes))}
          {format.punctuation.comma}
          {addedBy.startsWith('user:') ? `${nameOf(addedBy.slice(5))}${format.punctuation.comma}` : null}
          <Time value={addedAt} />
        </span>
      </span>
      {onRemove ? (
        <IconButton
          icon={Trash2}
          size="small"
          label={t('attachment.removeIt', { name: fileName })}
          onClick={onRemove}
        />
      ) : null}
    </li>
  );
}
