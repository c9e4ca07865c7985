import { once } from 'node:events';
import type { Failed } from '../reading/reading-process.ts';
import { openParts, partNamed } from './open-parts.ts';
import { failedAnswer } from './unpack-error.ts';

/** What the server says to the process that unpacks a part. */
export interface UnpackRequest {
  type: 'unpack';
  path: string;
  fileName: string;
  part: string;
}

/** What that process answers; the bytes of a part leave through its standard output before. */
export type UnpackAnswer = { type: 'unpacked'; sizeBytes: number } | Failed;

async function unpack(request: { path: string; fileName: string; part: string }): Promise<UnpackAnswer> {
  const file = await openParts(request.path, request.fileName);
  let sizeBytes = 0;
  try {
    for await (const piece of partNamed(file, request.part).bytes()) {
      sizeBytes += piece.length;
      if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
    }
    await new Promise((resolve) => process.stdout.write('', resolve));
    return { type: 'unpacked', sizeBytes };
  } finally {
    file.close();
  }
}

function answer(message: UnpackAnswer): void {
  process.send?.(message);
}

process.on('message', (request: UnpackRequest) => {
  unpack(request).then(answer, (error: unknown) => answer(failedAnswer(error)));
});

// The server ends this process when it is done with it; signals to the whole group are the server's to handle.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit());
