import type { ImportOptions } from '../import-options.contract.ts';
import type { ImportDetail, ImportRow, ImportSums, RowOutcome } from '../imports.contract.ts';

/** The ways in which a row can end, in the order in which they are told. */
export const outcomes: RowOutcome[] = ['created', 'updated', 'unchanged', 'skipped', 'failed'];

/** Whether rows in = created + updated + unchanged + skipped + failed. */
export function addUp(sums: ImportSums): boolean {
  return outcomes.reduce((total, outcome) => total + sums[outcome], 0) === sums.rowsIn;
}

export type Verdict = 'nothingNew' | 'allIn' | 'someFailed' | 'allFailed' | 'empty';

/** What a finished import comes to, in one word; the page has a sentence for each. */
export function verdictOf(sums: ImportSums): Verdict {
  if (sums.rowsIn === sums.skipped) return 'empty';
  if (sums.failed > 0) return sums.failed + sums.skipped === sums.rowsIn ? 'allFailed' : 'someFailed';
  return sums.created + sums.updated === 0 ? 'nothingNew' : 'allIn';
}

/** Shares of the bar, each large enough to be seen where its count is not zero. They sum up to 1. */
export function barShares(
  sums: Pick<ImportSums, RowOutcome | 'rowsIn'>,
  leastShare = 0.006,
): { outcome: RowOutcome; share: number }[] {
  const shown = outcomes.filter((outcome) => sums[outcome] > 0);
  const raised = shown.map((outcome) => Math.max(leastShare, sums[outcome] / Math.max(1, sums.rowsIn)));
  const whole = raised.reduce((total, share) => total + share, 0);
  return shown.map((outcome, index) => ({ outcome, share: raised[index]! / whole }));
}

/** Rows read in a second since the start; null before anything can be told. */
export function rowsPerSecond(row: ImportRow, now: Date): number | null {
  if (!row.startedAt || row.rowsIn === 0) return null;
  const end = row.finishedAt ? new Date(row.finishedAt) : now;
  const seconds = (end.getTime() - new Date(row.startedAt).getTime()) / 1_000;
  return seconds < 0.5 ? null : Math.round(row.rowsIn / seconds);
}

/** Whether the figures of an import open lists: it has ended and is not undone. */
export function isOpen(row: Pick<ImportRow, 'state'>): boolean {
  return !isActive(row) && row.state !== 'draft' && row.state !== 'undone';
}

export function isActive(row: Pick<ImportRow, 'state'>): boolean {
  return row.state === 'queued' || row.state === 'running' || row.state === 'undoing';
}

/** Whether the same file, imported again, can take up what is missing: nothing of the file itself was in the way. */
export function mayGoOn({ kind, state, error }: Pick<ImportRow, 'kind' | 'state' | 'error'>): boolean {
  if (kind === 'demo') return false;
  return state === 'cancelled' || (state === 'failed' && error?.code === 'ingestion.kept_failing');
}

/** The options of a file; a demo shop has none of these. */
export function fileOptions({ options }: Pick<ImportDetail, 'options'>): ImportOptions {
  return 'seed' in options ? {} : options;
}
