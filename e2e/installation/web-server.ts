import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `npm start` on a data folder, on a free port. */
export interface WebServer {
  dataFolder: string;
  /** The one-time link that the terminal shows; where it is set up already, the address. */
  setupLink: string;
  stop(): Promise<void>;
}

const serverFile = join(import.meta.dirname, '../../src/apps/server.ts');
/** A server whose test is gone goes too: it would hold the test run's output open for ever. */
const endWithTest = ['--import', 'data:text/javascript,process.on("disconnect",()=>process.exit(1))'];
const patienceMs = 60_000;

/** On an empty data folder unless one is given; `stop` removes it. */
export async function startWebServer(given?: string): Promise<WebServer> {
  const dataFolder = given ?? (await mkdtemp(join(tmpdir(), 'perennial-story-')));
  const env = { ...process.env, PERENNIAL_DATA: dataFolder, PORT: '0', LOG_LEVEL: 'warn' };
  const child = fork(serverFile, {
    env,
    execArgv: endWithTest,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await gone;
      clearTimeout(late);
    }
    await rm(dataFolder, { recursive: true, force: true });
    if (child.signalCode === 'SIGKILL') throw new Error(`The server did not stop within ${patienceMs} ms.`);
  };
  let printed = '';
  const setupLink = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
      const link = /http\S+\/setup\?token=\S+|(?<=ready: )http\S+/.exec(printed);
      if (link) resolve(link[0]);
    });
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${printed}`)));
  });
  return { dataFolder, setupLink, stop };
}
