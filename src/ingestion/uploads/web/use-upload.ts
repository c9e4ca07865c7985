import { useEffect, useRef, useState } from 'react';
import { call, upload as sendFile } from '#platform/ui/client.ts';
import type { Upload } from '../uploads.contract.ts';
import { uploadsContract } from '../uploads.contract.ts';

export interface Sending {
  file: File;
  sentBytes: number;
  /** Undefined while the speed cannot be told yet. */
  restMs: number | undefined;
  /** Everything has gone out; the server is writing it down. */
  arrived: boolean;
}

export interface Uploading {
  /** The file that is on its way or being looked into. */
  sending: Sending | undefined;
  /** What the server has kept; undefined where somebody stopped it. Throws what went wrong. */
  send: (file: File) => Promise<Upload | undefined>;
  stop: () => void;
  /** Nothing more is done with the file. */
  end: () => void;
}

/** Sends a file and hands over what the server has kept; leaving the page stops it. */
export function useUpload(): Uploading {
  const [sending, setSending] = useState<Sending>();
  const abort = useRef<AbortController>(null);
  useEffect(() => {
    // Where this does not arrive, the first look at the file takes half a second longer.
    call(uploadsContract.endpoints.expect, {}).catch(() => {});
    return () => abort.current?.abort();
  }, []);

  const send = async (file: File): Promise<Upload | undefined> => {
    const control = new AbortController();
    const startedAt = performance.now();
    abort.current = control;
    setSending({ file, sentBytes: 0, restMs: undefined, arrived: false });
    try {
      return await sendFile(uploadsContract.endpoints.upload, { fileName: file.name }, file, {
        signal: control.signal,
        onProgress: (sentBytes, totalBytes) =>
          setSending({
            file,
            sentBytes,
            restMs: restOf(performance.now() - startedAt, sentBytes, totalBytes),
            arrived: sentBytes === totalBytes,
          }),
      });
    } catch (failure) {
      if (control.signal.aborted) return undefined;
      throw failure;
    }
  };

  return { sending, send, stop: () => abort.current?.abort(), end: () => setSending(undefined) };
}

/** The first moments say little about the speed of a line. */
function restOf(goneMs: number, sent: number, total: number): number | undefined {
  if (goneMs < 1_000 || sent === 0) return undefined;
  return (goneMs / sent) * (total - sent);
}
