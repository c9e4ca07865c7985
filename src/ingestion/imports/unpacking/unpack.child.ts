import { once } from 'node:events';
import type { Failed } from '../reading/reading-process.ts';
import { openParts, partNamed } from './open-parts.ts';
import type { FileParts } from './parts.contract.ts';
import { failedAnswer } from './unpack-error.ts';

/** What the server says to the process that opens a file. */
export type UnpackRequest =
  | { type: 'inspect'; path: string; fileName: string }
  | { type: 'unpack'; path: string; fileName: string; part: string };

/** What that process answers; the bytes of a part leave through its standard output before. */
export type UnpackAnswer =
  | { type: 'parts'; found: FileParts }
  | { type: 'unpacked'; sizeBytes: number }
  | Failed;

async function inspect({ path, fileName }: { path: string; fileName: string }): Promise<UnpackAnswer> {
  const file = await openParts(path, fileName);
  try {
    const parts = file.parts.map(({ part, form, sizeBytes, hidden }) => ({ part, form, sizeBytes, hidden }));
    return { type: 'parts', found: { form: file.form, parts } };
  } finally {
    file.close();
  }
}

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
  const work = request.type === 'inspect' ? inspect(request) : unpack(request);
  work.then(answer, (error: unknown) => answer(failedAnswer(error)));
});

// The server ends this process when it is done with it; signals to the whole group are the server's to handle.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit());
