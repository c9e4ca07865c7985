/** SQLSTATE classes of a database that cannot work now: connection, resources (a full disk), operator, system. */
const outageStates = /^(?:08|53|57|58)[0-9A-Z]{3}$/;

const outageCodes = new Set(['ENOSPC', 'EDQUOT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT_SOCKET']);

/** Whether something failed for a reason that passes: a full disk, or a database that is restarted. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (outageStates.test(code) || outageCodes.has(code)) return true;
  return /connection terminated|not enough space|no space left/i.test(error.message) || isOutage(error.cause);
}
