import { bind } from '#platform/http/bind.ts';
import { attachmentsContract } from './attachments.contract.ts';
import { addAttachment, attachmentFile, attachments, removeAttachment } from './attachments.ts';

export const attachmentsRoutes = bind(attachmentsContract, {
  attachments,
  addAttachment,
  attachmentFile,
  removeAttachment,
});
