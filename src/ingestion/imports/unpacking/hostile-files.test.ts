import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileChunk } from '../reading/read-chunks.ts';
import type { Answer, Request } from '../reading/read-file.child.ts';
import type { Dialect, Mapping, Preview } from '../reading/reading.contract.ts';
import { readingErrorCatalogue } from '../reading/reading-errors.contract.ts';
import { childOptions, type Failed } from '../reading/reading-process.ts';
import { hostilePacked } from './hostile-packed.fixtures.ts';
import { type HostileFile, hostileTexts } from './hostile-texts.fixtures.ts';
import type { UnpackAnswer, UnpackRequest } from './unpack.child.ts';

const memoryBytes = 512 << 20;
const answerMs = 60_000;

/** One process for many files, started as the server starts them; a file that ends or hangs it fails the test. */
function keptProcess<Sent extends object, Given extends { type: string }>(file: string) {
  const child: ChildProcess = fork(
    fileURLToPath(new URL(file, import.meta.url)),
    childOptions(memoryBytes, true),
  );
  const output: Buffer[] = [];
  child.stdout?.on('data', (piece: Buffer) => output.push(piece));
  const ask = (request: Sent) =>
    new Promise<Given | Failed>((resolve, reject) => {
      const late = setTimeout(() => end(() => reject(new Error('no answer'))), answerMs);
      const gone = (code: number | null, by: string | null) =>
        end(() => reject(new Error(`the process ended: ${code ?? by}`)));
      const end = (how: () => void) => {
        clearTimeout(late);
        child.off('exit', gone);
        child.off('message', given);
        how();
      };
      const given = (message: unknown) => end(() => resolve(message as Given | Failed));
      child.once('exit', gone);
      child.once('message', given);
      child.send(request);
    });
  return {
    ask,
    /** What it has written, once `sizeBytes` of it are there. */
    written: async (sizeBytes: number) => {
      const length = () => output.reduce((sum, piece) => sum + piece.length, 0);
      await expect.poll(length, { timeout: answerMs }).toBe(sizeBytes);
      return Buffer.concat(output.splice(0));
    },
    forget: () => output.splice(0),
    stop: () => child.kill('SIGKILL'),
  };
}

type Reader = ReturnType<typeof keptProcess<Request, Answer>>;
type Unpacker = ReturnType<typeof keptProcess<UnpackRequest, UnpackAnswer>>;
let reader: Reader;
let unpacker: Unpacker;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  reader = keptProcess('../reading/read-file.child.ts');
  unpacker = keptProcess('./unpack.child.ts');
});
afterAll(async () => {
  reader.stop();
  unpacker.stop();
  await rm(folder, { recursive: true });
});

type Found = { code: string } | { read: number; failed: number; blank: number };

/** Opens, shows, unpacks and reads a file as an import of customers does. */
async function throughEverything({ content }: HostileFile): Promise<Found> {
  const path = join(folder, 'upload');
  await writeFile(path, content);
  const inspected = await reader.ask({ type: 'inspect', path, fileName: 'upload.csv' });
  if (inspected.type === 'failed') return { code: inspected.code };
  if (inspected.type !== 'parts') throw new Error(inspected.type);
  const [first] = inspected.found.parts;
  const part = first?.part;
  const shown = await preview({ path, fileName: 'upload.csv', part });
  if ('code' in shown) return shown;
  const text = await textOf(path, part);
  if (typeof text !== 'string') return text;
  const again = await preview({
    path: text,
    dialect: first?.form === 'sheet' ? sheetDialect(shown) : undefined,
  });
  // What was shown before unpacking is how the whole is read.
  if (!('code' in again) && first) expect(again.dialect).toEqual(shown.dialect);
  return readAll(text, shown);
}

const sheetDialect = ({ dialect }: Preview) => ({
  encoding: dialect.encoding,
  bomBytes: dialect.bomBytes,
  delimiter: dialect.delimiter,
  quote: dialect.quote,
});

async function preview(job: {
  path: string;
  fileName?: string;
  part?: string | undefined;
  dialect?: Partial<Dialect> | undefined;
}): Promise<Preview | { code: string }> {
  const message = await reader.ask({
    type: 'preview',
    job: { ...job, as: 'customers', timeZone: 'Asia/Shanghai', country: 'CN' },
    memoryBytes,
  });
  if (message.type === 'failed') return { code: message.code };
  if (message.type !== 'preview') throw new Error(message.type);
  return message.preview;
}

async function textOf(path: string, part: string | undefined): Promise<string | { code: string }> {
  if (part === undefined) return path;
  unpacker.forget();
  const message = await unpacker.ask({ type: 'unpack', path, fileName: 'upload.csv', part });
  if (message.type === 'failed') return { code: message.code };
  const text = join(folder, 'unpacked');
  await writeFile(text, await unpacker.written(message.sizeBytes));
  return text;
}

async function readAll(path: string, { dialect, proposal }: Preview): Promise<Found> {
  const found = { read: 0, failed: 0, blank: 0 };
  const mapping: Mapping = proposal.mapping;
  const job = { path, dialect, mapping, fromByte: 0, fromRow: 1, chunkRows: 3, timeZone: 'Asia/Shanghai' };
  // A process answers `read` with nothing, so the first chunk is asked for at once.
  void reader.ask({ type: 'read', job, memoryBytes }).catch(() => {});
  for (let row = 1; ; ) {
    const message = await reader.ask({ type: 'next' });
    if (message.type === 'failed') return { code: message.code };
    if (message.type !== 'chunk') throw new Error(message.type);
    const { chunk }: { chunk: FileChunk } = message;
    expect(chunk.firstRow).toBe(row);
    expect(chunk.copied + chunk.failures.length + chunk.blank).toBe(chunk.rows);
    row += chunk.rows;
    found.read += chunk.copied;
    found.failed += chunk.failures.length;
    found.blank += chunk.blank;
    if (chunk.done) return found;
  }
}

async function check(file: HostileFile): Promise<string | null> {
  const found = await throughEverything(file).catch((error: unknown) => ({ error: String(error) }));
  const told = JSON.stringify(found);
  if ('error' in found) return `${file.name}: ${told}`;
  if ('code' in found && !Object.hasOwn(readingErrorCatalogue, found.code)) return `${file.name}: ${told}`;
  if ('code' in found && found.code === 'ingestion.reading_crashed') return `${file.name}: ${told}`;
  if (file.outcome === 'any') return null;
  const wanted = 'code' in file.outcome ? file.outcome : { failed: 0, blank: 0, ...file.outcome };
  const same = Object.entries(wanted).every(
    ([key, value]) => (found as Record<string, unknown>)[key] === value,
  );
  return same ? null : `${file.name}: ${told}, not ${JSON.stringify(wanted)}`;
}

describe('hostile files', () => {
  const files = { text: hostileTexts(), packed: hostilePacked(7) };

  it('are at least three hundred, no two of one name', () => {
    const names = [...files.text, ...files.packed].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(300);
  });

  it.each(['text', 'packed'] as const)(
    'of the kind %s come to their rows or to an error with a code, and the process that reads them lives on',
    async (kind) => {
      const wrong: string[] = [];
      for (const file of files[kind]) {
        const complaint = await check(file);
        if (complaint !== null) wrong.push(complaint);
      }
      expect(wrong).toEqual([]);
    },
    180_000,
  );
});
