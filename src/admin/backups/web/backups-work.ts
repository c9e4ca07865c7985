import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import type { WorkItem } from '#platform/ui/page.ts';
import { type BackupRow, backupsContract } from '../backups.contract.ts';
import { isActive } from './use-active-backup.ts';

const { backups, cancelBackup, startBackup } = backupsContract.endpoints;

/** The backup that is being made, and those that ended within this time. */
export async function readWork(signal: AbortSignal, withinMs: number): Promise<WorkItem[]> {
  const { items } = await call(backups, { limit: 20 }, { signal });
  const since = Date.now() - withinMs;
  return items.filter((row) => isActive(row) || Date.parse(row.finishedAt ?? '') > since).map(workItem);
}

function workItem(row: BackupRow): WorkItem {
  return {
    key: `backup-${row.id}`,
    label: i18next.t('admin:backups.one'),
    state: row.state === 'queued' ? 'waiting' : row.state,
    done: row.rowsDone,
    total: row.rowsTotal > 0 ? row.rowsTotal : null,
    to: '/settings/backups',
    endedAt: row.finishedAt,
    ...(row.state === 'failed' ? { retry: startAgain } : {}),
    cancel: async () => {
      await call(cancelBackup, { id: row.id });
    },
  };
}

async function startAgain(): Promise<void> {
  await call(startBackup, {});
}
