import { Paperclip } from 'lucide-react';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { attachmentsContract } from '../attachments.contract.ts';
import { FileName } from './file-name.tsx';

/** The files that were added to a note, a call or a visit; all of a customer are read once. */
export function ActivityFiles({ customerId, activityId }: { customerId: string; activityId: string }) {
  const { data } = useEndpoint(attachmentsContract.endpoints.attachments, { id: customerId });
  const files = data?.items.filter((item) => item.activityId === activityId) ?? [];
  if (files.length === 0) return null;
  return (
    <ul className="at-of-activity">
      {files.map((attachment) => (
        <li key={attachment.id}>
          <Paperclip size={13} aria-hidden />
          <FileName customerId={customerId} attachment={attachment} />
        </li>
      ))}
    </ul>
  );
}
