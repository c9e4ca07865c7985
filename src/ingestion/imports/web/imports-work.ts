import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import { type Language, makeFormat } from '#platform/ui/format.ts';
import type { WorkItem } from '#platform/ui/page.ts';
import { type ImportRow, importsContract } from '../imports.contract.ts';
import { titleOf } from './import-words.ts';
import { isActive } from './sums.ts';

const shownForMs = 60 * 60_000;
const { list, cancel } = importsContract.endpoints;

/** Imports that wait or run, and those that ended within the last hour. */
export async function readWork(signal: AbortSignal): Promise<WorkItem[]> {
  const { items } = await call(list, { limit: 20 }, { signal });
  const since = Date.now() - shownForMs;
  return items
    .filter((row) => isActive(row) || (row.finishedAt && Date.parse(row.finishedAt) > since))
    .map(workItem);
}

const states = { queued: 'waiting', draft: 'waiting' } as const;

function workItem(row: ImportRow): WorkItem {
  const language = i18next.language as Language;
  const format = makeFormat({ language, timeZone: 'UTC' });
  const known = row.progress > 0;
  return {
    key: `import-${row.id}`,
    label: titleOf(row, i18next.getFixedT(null, 'ingestion'), format),
    state: row.state in states ? 'waiting' : (row.state as WorkItem['state']),
    done: row.rowsIn,
    // Known from the share of the file only: three digits are as exact as it gets.
    total: known ? Math.max(row.rowsIn, Number((row.rowsIn / row.progress).toPrecision(3))) : null,
    restMs: row.secondsLeft === null ? null : row.secondsLeft * 1_000,
    to: `/imports/${row.id}`,
    cancel: async () => {
      await call(cancel, { id: row.id });
    },
  };
}
