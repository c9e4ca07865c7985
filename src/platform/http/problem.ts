import { Failure, failureKinds } from '../errors/errors.ts';
import { type Outage, outageOf } from '../errors/outages.ts';
import type { Problem } from './problem.contract.ts';

export interface ProblemAnswer {
  status: number;
  retryAfterSeconds: number | undefined;
  body: Problem;
}

/**
 * Every error as problem+json; an unexpected one tells nothing but a reference that the log has too. An outage
 * where the disks are not `roomy` is one of a full disk, whatever it looks like.
 */
export function problemOf(error: unknown, reference: string, roomy = true): ProblemAnswer {
  if (error instanceof Failure) {
    const { detail, errors, values, retryAfterSeconds, current } = error.options;
    const status = failureKinds[error.kind];
    const body: Problem = { type: 'about:blank', title: error.kind, status, code: error.code, reference };
    if (detail) body.detail = detail;
    if (errors) body.errors = errors;
    if (values) body.values = values;
    if (current !== undefined) body.current = current;
    return { status, retryAfterSeconds, body };
  }
  const outage = outageOf(error);
  if (outage) return outageAnswer(roomy ? outage : 'diskFull', reference);
  const status = statusOfTransport(error);
  const code = transportCode(status);
  const title = failureTitle(status);
  return {
    status,
    retryAfterSeconds: undefined,
    body: { type: 'about:blank', title, status, code, reference },
  };
}

const outages = {
  diskFull: { status: 507, code: 'platform.disk_full' },
  databaseAway: { status: 503, code: 'platform.database_away' },
} as const;
const outageSeconds = 5;

/** Neither a refusal nor a fault: it passes, and the same call may then be sent again. */
function outageAnswer(outage: Outage, reference: string): ProblemAnswer {
  const { status, code } = outages[outage];
  return {
    status,
    retryAfterSeconds: outageSeconds,
    body: { type: 'about:blank', title: 'unavailable', status, code, reference },
  };
}

function transportCode(status: number): string {
  if (status >= 500) return 'platform.fault';
  if (status === 404) return 'platform.no_such_page';
  return status === 413 ? 'platform.too_large' : 'platform.malformed';
}

function failureTitle(status: number): string {
  if (status >= 500) return 'fault';
  return status === 404 ? 'notFound' : 'invalid';
}

/** The HTTP layer's own refusals (malformed JSON, too large) carry a status below 500. */
function statusOfTransport(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  // The folder of built files answers 403 for a folder; there is nothing to be permitted.
  if (status === 403) return 404;
  return status >= 400 && status < 500 ? status : 500;
}
