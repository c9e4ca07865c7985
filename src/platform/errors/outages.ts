/** Why nothing can be stored now, and can be later without anybody having done anything wrong. */
export type Outage = 'diskFull' | 'databaseAway';

const fullCodes = new Set(['ENOSPC', 'EDQUOT', '53100']);

/** SQLSTATE classes of a database that cannot work now: connection, resources, operator, system. */
const awayStates = /^(?:08|53|57P|58)[0-9A-Z]{2,3}$/;

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
]);

/** What the driver says, without a code, when a connection has ended under it. */
const awayWords = /connection terminated|connection error and is not queryable|connection timeout/i;

/**
 * Tells a fault that passes by itself, a full disk or a database that is away or being restarted, from all others;
 * undefined for those.
 */
export function outageOf(error: unknown): Outage | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && fullCodes.has(code)) return 'diskFull';
  if (code !== undefined && (awayStates.test(code) || awayCodes.has(code))) return 'databaseAway';
  // The socket of a local server that is not there.
  if (code === 'ENOENT' && syscall === 'connect') return 'databaseAway';
  if (awayWords.test(error.message)) return 'databaseAway';
  return outageOf(error.cause);
}
