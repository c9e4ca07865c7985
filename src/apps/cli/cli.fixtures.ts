import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '#platform/config/config.ts';
import { runCommandLine } from './run-command-line.ts';
import type { Language } from './texts.ts';

export interface Ended {
  code: number;
  out: string;
  err: string;
}

export interface CommandFolder {
  /** Where the files of a test lie, and where commands are called. */
  path: string;
  config: Config;
  remove(): void;
}

/** A temporary folder with a data folder of its own. */
export function commandFolder(): CommandFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-cli-')));
  // The data folder is a sibling: the database's own user need not pass through the folder of the files.
  const dataFolder = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-cli-data-')));
  return {
    path,
    config: readConfig({ PERENNIAL_DATA: dataFolder, LOG_LEVEL: 'silent' }),
    remove() {
      for (const folder of [path, dataFolder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs one command in this process and collects what it says; `onOut` hears of results as they come, `piped` is piped in. */
export async function command(
  folder: CommandFolder,
  args: string[],
  language: Language = 'en',
  { onOut = () => {}, piped = '' }: { onOut?: () => void; piped?: string } = {},
): Promise<Ended> {
  let out = '';
  let err = '';
  const code = await runCommandLine({
    args,
    language,
    config: folder.config,
    signal: new AbortController().signal,
    terminal: {
      out: (text) => {
        out += `${text}\n`;
        onOut();
      },
      err: (text) => {
        err += `${text}\n`;
      },
      write: async (piece) => {
        out += Buffer.from(piece).toString();
      },
      input: async () => piped,
      columns: undefined,
      bar: undefined,
      folder: folder.path,
    },
  });
  return { code, out, err };
}

/** Starts one command in a process of its own, as a terminal does. */
export function startCommand(folder: CommandFolder, args: string[]): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, '..', 'cli.ts'), ...args], {
    cwd: folder.path,
    env: { PATH: '/usr/bin:/bin', PERENNIAL_DATA: folder.config.dataFolder, LOG_LEVEL: 'silent', LANG: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a started command said and how it ended. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout!.on('data', (piece: Buffer) => {
    out += piece.toString();
  });
  child.stderr!.on('data', (piece: Buffer) => {
    err += piece.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, out, err };
}

/** Each line of JSON output. */
export function jsonLines(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Lines of orders: every fifth order is a cancellation, every fourth line has no customer. */
export function orderFile(lines: number): string {
  const rows = Array.from({ length: lines }, (_, index) => {
    const order = 1000 + Math.floor(index / 4);
    const isCancelled = order % 5 === 0;
    return [
      `${isCancelled ? 'C' : ''}${order}`,
      `P${index % 7}`,
      `Product ${index % 7}`,
      isCancelled ? -1 : (index % 3) + 1,
      `2024-03-${String((index % 28) + 1).padStart(2, '0')} 10:30`,
      `${(index % 9) + 1}.50`,
      order % 4 === 0 ? '' : 500 + (order % 20),
    ].join(',');
  });
  return `Order number,Product code,Product name,Quantity,Order time,Unit price,Customer number\n${rows.join('\n')}\n`;
}
