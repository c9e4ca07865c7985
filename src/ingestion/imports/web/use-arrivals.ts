import { useState } from 'react';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import type { Upload } from '../../uploads/uploads.contract.ts';
import { type Uploading, useUpload } from '../../uploads/web/use-upload.ts';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import type { FilePart } from '../unpacking/parts.contract.ts';

const { create, list, parts } = importsContract.endpoints;

/** A file with several sheets or entries, of which somebody has to choose. */
export interface PartsToChoose {
  upload: Upload;
  parts: FilePart[];
}

export interface Refused {
  fileName: string;
  error: unknown;
}

export interface Arrivals {
  uploading: Uploading;
  /** Files of this drop that have not been sent yet. */
  waiting: number;
  drafts: ImportDetail[];
  refused: Refused[];
  choices: PartsToChoose[];
  take: (files: File[]) => void;
  choose: (choice: PartsToChoose, wanted: string[]) => Promise<void>;
}

/**
 * Files one after the other: sent, looked into, made drafts of. Those that come together carry one batch; a file
 * with several sheets or entries waits for a choice; one that is refused keeps no other from coming in.
 */
export function useArrivals(
  onSettled: (drafts: ImportDetail[], batch: string | undefined) => void,
): Arrivals {
  const { refresh } = useKeptAnswers();
  const [queue, setQueue] = useState<File[]>([]);
  const [batch, setBatch] = useState<string>();
  const [drafts, setDrafts] = useState<ImportDetail[]>([]);
  const [refused, setRefused] = useState<Refused[]>([]);
  const [choices, setChoices] = useState<PartsToChoose[]>([]);

  const next = (rest: File[], made: ImportDetail[], open: number, of: string | undefined) => {
    setQueue(rest.slice(1));
    if (rest[0]) uploading.send(rest[0]);
    else if (open === 0) onSettled(made, of);
  };
  const uploading = useUpload(async (kept) => {
    const found = await call(parts, { id: kept.id });
    if (found.parts.length > 1) {
      setChoices([...choices, { upload: kept, parts: found.parts }]);
      next(queue, drafts, choices.length + 1, batch);
      return;
    }
    try {
      const draft = await call(create, { uploadId: kept.id, part: found.parts[0]?.part, batch });
      void refresh(list);
      setDrafts([...drafts, draft]);
      next(queue, [...drafts, draft], choices.length, batch);
    } catch (error) {
      if (queue.length === 0 && drafts.length === 0) throw error;
      setRefused([...refused, { fileName: kept.fileName, error }]);
      next(queue, drafts, choices.length, batch);
    }
  });
  return {
    uploading,
    waiting: queue.length,
    drafts,
    refused,
    choices,
    take: (files) => {
      const of = files.length > 1 ? newBatch() : undefined;
      setBatch(of);
      setDrafts([]);
      setRefused([]);
      setChoices([]);
      setQueue(files.slice(1));
      if (files[0]) uploading.send(files[0]);
    },
    choose: async (choice, wanted) => {
      const of = batch ?? (wanted.length > 1 ? newBatch() : undefined);
      const made = [...drafts];
      for (const part of wanted) {
        made.push(await call(create, { uploadId: choice.upload.id, part, batch: of }));
      }
      void refresh(list);
      setBatch(of);
      setDrafts(made);
      const open = choices.filter((each) => each !== choice);
      setChoices(open);
      if (open.length === 0 && queue.length === 0) onSettled(made, of);
    },
  };
}

function newBatch(): string {
  return crypto.randomUUID();
}
