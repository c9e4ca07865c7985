import { readFileSync } from 'node:fs';
import { fileAt } from './file-at.ts';
import type { Session } from './session.ts';
import { CommandError } from './texts.ts';

/** What stands for that which is piped in. */
export const piped = '-';

/** The rule in a file, or the one that is piped in. Throws CommandError where that holds no JSON. */
export async function ruleIn(session: Session, name: string): Promise<Record<string, unknown>> {
  const path = name === piped ? undefined : fileAt(session, name);
  const text = path === undefined ? await session.terminal.input() : readFileSync(path, 'utf8');
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    if (path === undefined) throw new CommandError('segments.pipedNotJson', {}, 1);
    throw new CommandError('segments.notJson', { path }, 1);
  }
}
