import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import { type Language, makeFormat } from '#platform/ui/format.ts';
import type { WorkItem } from '#platform/ui/page.ts';
import { againContract } from '../again.contract.ts';
import { type ImportRow, importsContract } from '../imports.contract.ts';
import { breakOffText, outcomeWords, titleOf } from './import-words.ts';
import { isActive, mayGoOn } from './sums.ts';

const { list, cancel } = importsContract.endpoints;
const { again } = againContract.endpoints;

const shown = 50;

/** Imports and undos that wait or run, and those that ended within this time. */
export async function readWork(signal: AbortSignal, withinMs: number): Promise<WorkItem[]> {
  const { items } = await call(list, { limit: shown }, { signal });
  const since = Date.now() - withinMs;
  return items
    .filter((row) => isActive(row) || (row.finishedAt && Date.parse(row.finishedAt) > since))
    .map(workItem);
}

const states = {
  draft: 'waiting',
  queued: 'waiting',
  running: 'running',
  undoing: 'running',
  done: 'done',
  undone: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

function workItem(row: ImportRow): WorkItem {
  const language = i18next.language as Language;
  const format = makeFormat({ language, timeZone: 'UTC' });
  const known = row.progress > 0;
  const t = i18next.getFixedT(null, 'ingestion');
  return {
    key: `import-${row.id}`,
    label: titleOf(row, t, format),
    state: states[row.state],
    done: row.rowsIn,
    // Known from the share of the file only: three digits are as exact as it gets.
    total: known ? Math.max(row.rowsIn, Number((row.rowsIn / row.progress).toPrecision(3))) : null,
    restMs: row.secondsLeft === null ? null : row.secondsLeft * 1_000,
    to: `/imports/${row.id}`,
    endedAt: row.undo?.undoneAt ?? row.finishedAt,
    note: row.error ? breakOffText(row.error) : outcomeWords(row, t, format),
    ...(row.state === 'failed' && mayGoOn(row) ? { retry: () => repeated(row.id) } : {}),
    ...(row.state === 'undoing' ? {} : { cancel: () => cancelled(row.id) }),
  };
}

async function cancelled(id: string): Promise<void> {
  await call(cancel, { id });
}

async function repeated(id: string): Promise<void> {
  await call(again, { id });
}
