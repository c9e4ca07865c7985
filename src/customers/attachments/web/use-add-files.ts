import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upload } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { attachmentLimits, attachmentsContract } from '../attachments.contract.ts';

const { attachments, addAttachment } = attachmentsContract.endpoints;

/** Keeps files with a customer, one after the other; says which could not be kept, and why. */
export function useAddFiles(customerId: string) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const [coming, setComing] = useState<{ name: string; share: number } | null>(null);
  const refuse = (name: string, note: string) =>
    toast({ tone: 'danger', title: t('attachment.notAdded', { name }), note });
  const add = async (files: readonly File[], activityId?: string): Promise<void> => {
    for (const file of files) {
      if (file.size > attachmentLimits.fileBytes) {
        refuse(file.name, t('attachment.tooLarge', { most: format.bytes(attachmentLimits.fileBytes) }));
        continue;
      }
      setComing({ name: file.name, share: 0 });
      const input = { id: customerId, fileName: file.name, ...(activityId ? { activityId } : {}) };
      try {
        await upload(addAttachment, input, file, {
          onProgress: (sent, total) => setComing({ name: file.name, share: total ? sent / total : 0 }),
        });
      } catch (problem) {
        refuse(file.name, problemText(problem));
      }
      await refresh(attachments);
    }
    setComing(null);
  };
  return { coming, add };
}
