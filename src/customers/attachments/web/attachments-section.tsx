import { File, FileText, Image, Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { downloadUrl, upload } from '#platform/ui/client.ts';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { type Attachment, attachmentLimits, attachmentsContract } from '../attachments.contract.ts';
import './attachments.css';

const { attachments, addAttachment, attachmentFile, removeAttachment } = attachmentsContract.endpoints;

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
  const items = data?.items ?? [];
  if (readOnly && items.length === 0) return null;
  return (
    <Section title={t('attachment.title')} count={items.length > 0 ? format.number(items.length) : undefined}>
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
      {readOnly ? null : <AddFiles customerId={id} />}
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

function AddFiles({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const input = useRef<HTMLInputElement>(null);
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const [coming, setComing] = useState<{ name: string; share: number } | null>(null);
  const add = async (files: File[]) => {
    for (const file of files) {
      if (file.size > attachmentLimits.fileBytes) {
        toast({
          tone: 'danger',
          title: t('attachment.notAdded', { name: file.name }),
          note: t('attachment.tooLarge', { most: format.bytes(attachmentLimits.fileBytes) }),
        });
        continue;
      }
      setComing({ name: file.name, share: 0 });
      try {
        await upload(addAttachment, { id: customerId, fileName: file.name }, file, {
          onProgress: (sent, total) => setComing({ name: file.name, share: total ? sent / total : 0 }),
        });
      } catch (problem) {
        toast({
          tone: 'danger',
          title: t('attachment.notAdded', { name: file.name }),
          note: problemText(problem),
        });
      }
      await refresh(attachments);
    }
    setComing(null);
  };
  if (coming) return <ProgressBar label={coming.name} value={coming.share} />;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('attachment.choose')}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button size="small" tone="quiet" icon={Plus} onClick={() => input.current?.click()}>
        {t('attachment.add')}
      </Button>
    </>
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
  const { id, fileName, type, sizeBytes, addedBy, addedAt } = attachment;
  const Sign = type.startsWith('image/') ? Image : type === 'application/pdf' ? FileText : File;
  return (
    <li className="at-file">
      <Sign size={16} aria-hidden />
      <span className="at-words">
        <a
          className="pn-link"
          data-ink
          href={downloadUrl(attachmentFile, { id: customerId, attachmentId: id })}
          download={fileName}
        >
          {fileName}
        </a>
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
