import { useEffect, useRef } from 'react';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { type BackupRow, backupsContract } from '../backups.contract.ts';

const { backupPlan, backups } = backupsContract.endpoints;
const activeMs = 1_000;
const idleMs = 30_000;

export function isActive({ state }: Pick<BackupRow, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** The backup that is being made, followed second by second; the lists are read anew when it ends. */
export function useActiveBackup(): BackupRow | undefined {
  const { refresh } = useKeptAnswers();
  const { data } = useEndpoint(
    backups,
    { limit: 1 },
    { refreshMs: (found) => (found?.items.some(isActive) ? activeMs : idleMs) },
  );
  const active = data?.items.find(isActive);
  const before = useRef(active?.id);
  useEffect(() => {
    if (before.current !== active?.id) void refresh(backups, backupPlan);
    before.current = active?.id;
  }, [active?.id, refresh]);
  return active;
}
