import i18next from 'i18next';
import type { Problem } from '../http/problem.contract.ts';

/** An answer that was not a success, with the server's problem inside. `code` says which. */
export class ProblemError extends Error {
  readonly problem: Problem;
  readonly status: number;
  readonly code: string;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code);
    this.name = 'ProblemError';
    this.problem = problem;
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** No answer at all: the server is down or the line is cut. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
    this.name = 'UnreachableError';
  }
}

/**
 * One sentence in the reader's language. The code `customers.not_found` reads `errors.not_found` of the
 * messages of customers; codes of the platform read those of `ui`; an unknown code reads the text of its status.
 */
export function problemText(error: unknown): string {
  if (error instanceof UnreachableError) return i18next.t('ui:errors.unreachable');
  if (!(error instanceof ProblemError)) return i18next.t('ui:errors.fault', { reference: '–' });
  const { reference = '–', values } = error.problem;
  const named = { reference, ...values };
  return (
    codeText(error.code, named) ?? i18next.t([`ui:errors.status_${error.status}`, 'ui:errors.fault'], named)
  );
}

/** The texts for single fields of a refused form, by the dotted path of the input. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {};
  return Object.fromEntries(
    (error.problem.errors ?? []).map((each) => [each.path, codeText(each.code, each.values) ?? each.message]),
  );
}

export function codeText(code: string, values: Problem['values'] = {}): string | undefined {
  const [domain = '', ...rest] = code.split('.');
  const namespace = domain === 'platform' ? 'ui' : domain;
  const key = rest.length > 0 ? `${namespace}:errors.${rest.join('.')}` : `ui:errors.${code}`;
  return i18next.exists(key) ? i18next.t(key, values) : undefined;
}
