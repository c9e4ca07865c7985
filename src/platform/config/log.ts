import pino from 'pino';
import type { Log } from '../db/platform.ts';
import type { Config } from './config.ts';

/** The server's log: JSON lines on standard error, without anything that a request carried. */
export function openLog(level: Config['logLevel']): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
