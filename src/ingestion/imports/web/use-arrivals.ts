import { useState } from 'react';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import type { Upload } from '../../uploads/uploads.contract.ts';
import { type Sending, useUpload } from '../../uploads/web/use-upload.ts';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import type { FilePart } from '../unpacking/parts.contract.ts';

const { create, list, parts } = importsContract.endpoints;

/** A file with several sheets or entries, of which somebody has to choose. */
export interface PartsToChoose {
  upload: Upload;
  parts: FilePart[];
}

export interface Refused {
  file: File;
  error: unknown;
}

/** What came of the files so far. */
interface Arrived {
  /** Undefined for a single file. */
  batch: string | undefined;
  drafts: ImportDetail[];
  refused: Refused[];
  choices: PartsToChoose[];
}

export interface Arrivals extends Arrived {
  sending: Sending | undefined;
  /** Files of this drop that have not been sent yet. */
  waiting: number;
  take: (files: File[]) => void;
  /** Sends a refused file once more, to the others of its batch. */
  again: (refused: Refused) => void;
  stop: () => void;
  choose: (choice: PartsToChoose, wanted: string[]) => Promise<void>;
}

const nothing: Arrived = { batch: undefined, drafts: [], refused: [], choices: [] };

/** Files that did not come in stay known as long as the page is open, beside those of their batch that did. */
const refusedOf = new Map<string, Refused[]>();

/**
 * Files one after the other: sent, looked into, made drafts of. Those that come together carry one batch; a file
 * with several sheets or entries waits for a choice; one that is refused keeps no other from coming in. At the end
 * one draft is opened; several, or those beside a refused file, are listed.
 */
export function useArrivals(ofBatch?: string): Arrivals {
  const go = useGo();
  const { refresh } = useKeptAnswers();
  const uploading = useUpload();
  const [arrived, setArrived] = useState<Arrived>({
    ...nothing,
    batch: ofBatch,
    refused: (ofBatch && refusedOf.get(ofBatch)) || [],
  });
  const [waiting, setWaiting] = useState(0);

  const settle = (all: Arrived) => {
    const { batch, drafts, refused, choices } = all;
    setArrived(all);
    if (batch) refusedOf.set(batch, refused);
    if (choices.length > 0 || drafts.length === 0) return;
    if (batch && (batch === ofBatch || drafts.length + refused.length > 1)) go('/imports/new', { batch });
    else go(`/imports/${drafts[0]!.id}`);
  };
  const arrive = async (files: File[], before: Arrived) => {
    let all = before;
    setArrived(all);
    for (const [index, file] of files.entries()) {
      setWaiting(files.length - index - 1);
      try {
        const kept = await uploading.send(file);
        if (!kept) break;
        all = await lookInto(kept, all);
        void refresh(list);
      } catch (error) {
        all = { ...all, refused: [...all.refused, { file, error }] };
      }
      setArrived(all);
    }
    uploading.end();
    settle(all);
  };
  return {
    ...arrived,
    sending: uploading.sending,
    waiting,
    take: (files) => void arrive(files, { ...nothing, batch: files.length > 1 ? newBatch() : undefined }),
    again: (refused) => {
      const others = arrived.refused.filter((each) => each !== refused);
      void arrive([refused.file], { ...arrived, refused: others });
    },
    stop: uploading.stop,
    choose: async (choice, wanted) => {
      const batch = arrived.batch ?? (wanted.length > 1 ? newBatch() : undefined);
      const drafts = [...arrived.drafts];
      for (const part of wanted) drafts.push(await call(create, { uploadId: choice.upload.id, part, batch }));
      void refresh(list);
      settle({ ...arrived, batch, drafts, choices: arrived.choices.filter((each) => each !== choice) });
    },
  };
}

/** A draft of the file, or what has to be chosen of it. */
async function lookInto(kept: Upload, all: Arrived): Promise<Arrived> {
  const found = await call(parts, { id: kept.id });
  if (found.parts.length > 1)
    return { ...all, choices: [...all.choices, { upload: kept, parts: found.parts }] };
  const part = found.parts[0]?.part;
  const draft = await call(create, { uploadId: kept.id, part, batch: all.batch });
  return { ...all, drafts: [...all.drafts, draft] };
}

function newBatch(): string {
  return crypto.randomUUID();
}
