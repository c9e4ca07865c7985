import type { Config } from '#platform/config/config.ts';
import type { Log } from '#platform/db/platform.ts';
import type { ServerLink } from './server-link.ts';
import type { Texts } from './texts.ts';

/** Where a command writes to and how wide that is. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** The columns of a terminal that results go to; undefined for files and pipes. */
  columns: number | undefined;
  /** Where a progress bar may be drawn; undefined where nobody watches. */
  bar: NodeJS.WriteStream | undefined;
  /** Standard output as it is, for files; resolves when the reader has taken what was written. */
  write(piece: Uint8Array): Promise<void>;
  /** All that is piped in. */
  input(): Promise<string>;
  /** Folder that relative file names start from. */
  folder: string;
}

/** What every command works with. */
export interface Session {
  terminal: Terminal;
  texts: Texts;
  config: Config;
  server: ServerLink;
  /** Of trouble only, unless the settings want more. */
  log: Log;
  /** Aborted by Ctrl-C, SIGTERM, or when nobody reads our output any more. */
  signal: AbortSignal;
  /** What to say when the command is interrupted from now on. */
  onInterrupt(say: (() => string) | undefined): void;
}

/** The reason of an abort when nobody reads our output any more, as in `… | head`: then nobody is told either. */
export const unread = 'unread';

/** Runs a command's work in a session of its own, over a server that is found or started for it. */
export type Run = (work: (session: Session) => Promise<void>) => Promise<void>;

/** One JSON object on a line of its own, without characters that steer terminals. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
