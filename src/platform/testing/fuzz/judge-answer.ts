import type { FuzzedCall } from './fuzzed-call.ts';

export interface JudgedAnswer {
  status: number;
  contentType: string;
  text: string;
}

/** What a refusal must never tell: where our code lies, and what the database said. */
const innards =
  /\n\s+at |node_modules|\.ts:\d+|violates .* constraint|syntax error|invalid input syntax|out of range for|invalid byte sequence|SQLSTATE|does not exist\b.*(?:relation|column)|(?:relation|column) ".*" does not exist|\bpg_\w+/;

/** What is wrong with an answer, in one line; undefined where nothing is. */
export function wrongOf(call: FuzzedCall, actor: string, answer: JudgedAnswer): string | undefined {
  const { status } = answer;
  if (status >= 500 && status !== 503 && status !== 507) return `answered ${status}`;
  if (status < 400) return strangerLetIn(call, actor, status);
  if (call.method === 'HEAD') return undefined;
  if (!answer.contentType.startsWith('application/problem+json')) return `${status} is no problem+json`;
  const { current: _current, ...problem } = JSON.parse(answer.text);
  if (typeof problem.code !== 'string' || problem.status !== status) return `${status} has no code`;
  const told = innards.exec(JSON.stringify(problem))?.[0] ?? innards.exec(problem.detail ?? '')?.[0];
  return told === undefined ? undefined : `${status} tells of our insides: ${told.trim()}`;
}

function strangerLetIn({ method, operation }: FuzzedCall, actor: string, status: number) {
  const isSame = method === operation.method;
  if (actor !== 'nobody' || operation.needs === 'public' || !isSame) return undefined;
  return `answered ${status} to nobody`;
}
