/** The six kinds of an expected "no"; everything else is a fault of ours and answers 500. */
export const failureKinds = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  rateLimited: 429,
} as const;

export type FailureKind = keyof typeof failureKinds;

export interface FieldProblem {
  /** Dotted path of the input, empty for the whole. */
  path: string;
  code: string;
  message: string;
  /** Values that the translated text of the code names. */
  values?: Record<string, string | number>;
}

export interface FailureOptions {
  /** English sentence for logs and programs; the browser translates by code. */
  detail?: string;
  errors?: FieldProblem[];
  /** Values that the translated text names. */
  values?: Record<string, string | number>;
  retryAfterSeconds?: number;
  /** What a refused edit met instead, in the shape of the endpoint's output. */
  current?: unknown;
}

export class Failure extends Error {
  readonly kind: FailureKind;
  readonly code: string;
  readonly options: FailureOptions;

  constructor(kind: FailureKind, code: string, options: FailureOptions = {}) {
    super(options.detail ?? code);
    this.name = 'Failure';
    this.kind = kind;
    this.code = code;
    this.options = options;
  }
}

/** An expected "no" to throw: rolls the transaction back and answers as problem+json. */
export function fail(kind: FailureKind, code: string, options?: FailureOptions): Failure {
  return new Failure(kind, code, options);
}
