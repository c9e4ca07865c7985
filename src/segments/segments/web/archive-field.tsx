import { useEffect, useRef } from 'react';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { segmentsContract } from '../segments.contract.ts';
import { ArchiveDialog, standsOnIt } from './archive-dialog.tsx';

interface PanelProps {
  /** Of a custom field of customers. */
  fieldKey: string;
  label: string;
  onArchive: () => void;
  onClose: () => void;
}

/** The slot `field.archive`: asks before a field is archived that rules name; where none does, it goes on at once. */
export function Panel({ fieldKey, label, onArchive, onClose }: PanelProps) {
  const { data, error, isFetching } = useEndpoint(segmentsContract.endpoints.fieldDependants, {
    key: fieldKey,
  });
  const gone = useRef(false);
  const goesOn = !isFetching && (error !== null || (data !== undefined && !standsOnIt(data)));
  useEffect(() => {
    if (!goesOn || gone.current) return;
    gone.current = true;
    onArchive();
  }, [goesOn, onArchive]);
  if (isFetching || !data || !standsOnIt(data)) return null;
  return <ArchiveDialog of="field" name={label} dependants={data} onArchive={onArchive} onClose={onClose} />;
}
