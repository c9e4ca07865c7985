import { Failure, failureKinds } from '../errors/errors.ts';
import type { Problem } from './problem.contract.ts';

export interface ProblemAnswer {
  status: number;
  retryAfterSeconds: number | undefined;
  body: Problem;
}

/** Every error as problem+json; an unexpected one tells nothing but a reference that the log has too. */
export function problemOf(error: unknown, reference: string): ProblemAnswer {
  if (error instanceof Failure) {
    const { detail, errors, values, retryAfterSeconds } = error.options;
    const status = failureKinds[error.kind];
    const body: Problem = { type: 'about:blank', title: error.kind, status, code: error.code, reference };
    if (detail) body.detail = detail;
    if (errors) body.errors = errors;
    if (values) body.values = values;
    return { status, retryAfterSeconds, body };
  }
  const status = statusOfTransport(error);
  const code = status === 413 ? 'platform.too_large' : status < 500 ? 'platform.malformed' : 'platform.fault';
  const title = status < 500 ? 'invalid' : 'fault';
  return {
    status,
    retryAfterSeconds: undefined,
    body: { type: 'about:blank', title, status, code, reference },
  };
}

/** The HTTP layer's own refusals (malformed JSON, too large) carry a status below 500. */
function statusOfTransport(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? status : 500;
}
