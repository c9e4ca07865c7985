import { useEffect, useRef, useState } from 'react';
import { upload as sendFile } from '#platform/ui/client.ts';
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
  sending: Sending | undefined;
  error: unknown;
  send: (file: File) => void;
  stop: () => void;
  again: () => void;
}

/** Sends a file and hands over what the server has kept; leaving the page stops it. */
export function useUpload(onKept: (kept: Upload) => Promise<void>): Uploading {
  const [sending, setSending] = useState<Sending>();
  const [error, setError] = useState<unknown>();
  const abort = useRef<AbortController>(null);
  const last = useRef<File>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const send = async (file: File) => {
    const control = new AbortController();
    const startedAt = performance.now();
    abort.current = control;
    last.current = file;
    setError(undefined);
    setSending({ file, sentBytes: 0, restMs: undefined, arrived: false });
    try {
      const kept = await sendFile(uploadsContract.endpoints.upload, { fileName: file.name }, file, {
        signal: control.signal,
        onProgress: (sentBytes, totalBytes) =>
          setSending({
            file,
            sentBytes,
            restMs: restOf(performance.now() - startedAt, sentBytes, totalBytes),
            arrived: sentBytes === totalBytes,
          }),
      });
      await onKept(kept);
    } catch (failure) {
      if (!control.signal.aborted) setError(failure);
      setSending(undefined);
    }
  };

  return {
    sending,
    error,
    send: (file) => void send(file),
    stop: () => abort.current?.abort(),
    again: () => {
      if (last.current) void send(last.current);
    },
  };
}

/** The first moments say little about the speed of a line. */
function restOf(goneMs: number, sent: number, total: number): number | undefined {
  if (goneMs < 1_000 || sent === 0) return undefined;
  return (goneMs / sent) * (total - sent);
}
