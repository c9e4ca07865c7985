import { createReadStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setupLink } from '#admin/public.ts';
import { type Installation, startInstallation } from '#apps/installation.ts';
import { readConfig } from '#platform/config/config.ts';
import { openLog } from '#platform/config/log.ts';
import { cliSocketPath } from '#platform/files/socket-folder.ts';

interface Setting {
  /** With it the installation listens on a free port too, for whoever signs in. */
  webFolder?: string;
  /** They come before those of the bench. */
  settings?: Record<string, string>;
  /** Where the installation lives on afterwards; a folder of its own that is removed unless given. */
  folder?: string;
}

/** Runs the work on an installation with the settings of production, a Chinese shop, beside a folder for files. */
export async function withInstallation(
  work: (installation: Installation, folder: string) => Promise<void>,
  setting: Setting = {},
): Promise<void> {
  if (setting.folder === undefined)
    return withFolder((folder) => withInstallation(work, { ...setting, folder }));
  const { folder, settings, webFolder } = setting;
  const config = readConfig({
    ...{ PERENNIAL_DATA: join(folder, 'data'), LOG_LEVEL: 'warn', PORT: '0' },
    ...settings,
  });
  const installation = await startInstallation({
    config,
    log: openLog('warn'),
    ...(webFolder === undefined ? {} : { webFolder }),
  });
  try {
    await setUpChineseShop(installation);
    await work(installation, folder);
  } finally {
    await installation.stop();
  }
}

export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-bench-'));
  // So that the database lives in it, and goes with it, for root too.
  await chmod(folder, 0o711);
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The generated lines are mostly in CNY, as are the shop's own sums. */
async function setUpChineseShop(installation: Installation): Promise<void> {
  const path = await setupLink(installation.platform);
  if (!path) return;
  const link = new URL(path, 'http://localhost');
  await call(installation, 'POST', '/setup', {
    token: link.searchParams.get('token'),
    organisationName: 'Bench',
    ownerName: 'Bench',
    email: 'bench@example.com',
    password: 'a long enough phrase',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a benchmark reads answers whose shapes the contracts guarantee.
type Answer = any;

export function sendFile(installation: Installation, name: string, path: string): Promise<Answer> {
  const body = createReadStream(path, { highWaterMark: 1 << 20 });
  return call(installation, 'POST', `/uploads?fileName=${name}`, body);
}

/** Calls the server over HTTP on the command line's socket; throws where it says no. */
export async function call(
  installation: Installation,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const socketPath = cliSocketPath(installation.platform.config.dataFolder);
  const isStream = body !== undefined && 'pipe' in body;
  const type = isStream ? 'application/octet-stream' : 'application/json';
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = body ? { 'content-type': type } : {};
    const outgoing = request({ socketPath, method, path: `/api/v1${path}`, headers }, resolve);
    outgoing.on('error', reject);
    if (isStream) pipeline(body as NodeJS.ReadableStream, outgoing).catch(reject);
    else outgoing.end(body ? JSON.stringify(body) : undefined);
  });
  let text = '';
  for await (const piece of answer) text += piece;
  if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${text}`);
  return JSON.parse(text);
}

/** Imports a file of orders or customers, waits, and gives its sums with the seconds that it took. */
export async function importFile(installation: Installation, file: string, as: string): Promise<Answer> {
  const upload = await sendFile(installation, `${as}.csv`, file);
  const draft = await call(installation, 'POST', '/imports', { uploadId: upload.id, as });
  const start = performance.now();
  await call(installation, 'POST', `/imports/${draft.id}/start`, {});
  for (;;) {
    const now = await call(installation, 'GET', `/imports/${draft.id}`);
    if (now.state === 'done') return { ...now, seconds: (performance.now() - start) / 1000 };
    if (now.state !== 'running' && now.state !== 'queued') throw new Error(JSON.stringify(now.error));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
