import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm start` on an empty data folder, on a free port. */
export interface WebServer {
  dataFolder: string;
  /** The one-time link that the terminal shows. */
  setupLink: string;
  stop(): Promise<void>;
}

const serverFile = join(import.meta.dirname, '../../src/apps/server.ts');

export async function startWebServer(): Promise<WebServer> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'perennial-story-'));
  const env = { ...process.env, PERENNIAL_DATA: dataFolder, PORT: '0', LOG_LEVEL: 'warn' };
  const child = fork(serverFile, { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const stop = async () => {
    if (child.exitCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await rm(dataFolder, { recursive: true, force: true });
  };
  let printed = '';
  const setupLink = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
      const link = /http\S+\/setup\?token=\S+/.exec(printed);
      if (link) resolve(link[0]);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${printed}`)));
  });
  return { dataFolder, setupLink, stop };
}
