import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ImportDetail,
  type ImportRow,
  importSums,
  importsContract,
} from '#ingestion/imports/imports.contract.ts';
import { type ImportProgress, progressFor } from './import-progress.ts';
import { jsonLine, type Session } from './session.ts';
import { RefusedError } from './socket-calls.ts';
import { CommandError, codeText } from './texts.ts';

const firstLookMs = 60;
const lookMs = 400;

/**
 * Waits until an import has ended and tells how far it is: a bar, plain lines, or JSON lines of which the last
 * holds the sums. Throws CommandError where it did not end well; interrupted, it says what becomes of it.
 */
export async function watchImport(session: Session, id: string, json: boolean): Promise<void> {
  const { terminal, texts, server } = session;
  const progress = progressFor(session, json);
  session.onInterrupt(() => {
    progress.end();
    return texts.say(server.isOwn() ? 'import.stopsWithUs' : 'import.goesOn', { id });
  });
  const ended = await waitForEnd(session, id, progress);
  session.onInterrupt(undefined);
  progress.end();
  if (json) terminal.out(jsonLine(lastEvent(ended)));
  else terminal.out(summaryOf(session, ended));
  if (ended.state !== 'done') throw endedBadly(session, ended);
}

async function waitForEnd(session: Session, id: string, progress: ImportProgress): Promise<ImportDetail> {
  for (let wait = firstLookMs; ; wait = Math.min(lookMs, wait * 2)) {
    const found = await lookAt(session, id);
    if (found && !isActive(found)) return found;
    if (found) progress.show(found);
    await sleep(wait, undefined, { signal: session.signal });
  }
}

/** Undefined while the server has no database or no room: the import goes on when it has. */
async function lookAt(session: Session, id: string): Promise<ImportDetail | undefined> {
  try {
    return await session.server.call(importsContract.endpoints.get, { id });
  } catch (error) {
    if (error instanceof RefusedError && error.problem.title === 'unavailable') return undefined;
    throw error;
  }
}

function isActive({ state }: Pick<ImportRow, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

function lastEvent(ended: ImportDetail): object {
  const { id, kind, title, state, error } = ended;
  return { event: state, id, kind, title, state, ...(error ? { error } : {}), ...importSums.parse(ended) };
}

function summaryOf({ texts }: Session, ended: ImportDetail): string {
  const { rowsIn, created, updated, unchanged, skipped, failed } = ended;
  const number = texts.number;
  const lines = [
    texts.say(`import.ended.${ended.state}`, { title: ended.title }),
    texts.say('import.rows', {
      rowsIn: number(rowsIn),
      created: number(created),
      updated: number(updated),
      unchanged: number(unchanged),
      skipped: number(skipped),
      failed: number(failed),
    }),
    texts.say('import.records', {
      orders: number(ended.orders),
      orderLines: number(ended.orderLines),
      cancellations: number(ended.cancellations),
      guestLines: number(ended.guestLines),
      customers: number(ended.customers),
    }),
  ];
  const isSame = ended.state === 'done' && created + updated + failed === 0 && unchanged > 0;
  if (isSame) lines.push(texts.say('import.nothingNew'));
  if (failed > 0) lines.push(texts.say('import.getFailures', { count: failed, id: ended.id }));
  return lines.join('\n');
}

function endedBadly({ texts }: Session, { id, state, error }: ImportDetail): CommandError {
  if (state === 'cancelled') return new CommandError('import.wasCancelled', { id }, 1);
  const reason = error ? (codeText(texts, error.code) ?? error.detail ?? error.code) : '';
  return new CommandError('import.brokeOff', { id, reason }, 1);
}
