import { systemActor } from '../access/actor.ts';
import { dropMonths, monthsBefore } from '../db/partitions.queries.ts';
import type { Platform } from '../db/platform.ts';
import { contextOf } from '../db/transact.queries.ts';
import { waitsBefore } from './drop-months.queries.ts';
import { addSeals, timeTextOf } from './seal-entries.ts';
import { lockMonths } from './seals.queries.ts';

const table = 'platform.audit_entries';

/**
 * Removes the months of the audit log that ended more than `keepMonths` months ago and returns their names. A seal
 * says so in the chain, which therefore still holds. Does nothing while the chain is checked, or an entry of those
 * months waits for its seal.
 */
export async function dropOldAuditMonths(
  platform: Platform,
  keepMonths: number | undefined,
): Promise<string[]> {
  if (keepMonths === undefined) return [];
  const now = platform.clock.now();
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keepMonths, 1));
  let dropped: string[] = [];
  await addSeals(platform, async (tx) => {
    dropped = [];
    const months = await monthsBefore(tx, table, before);
    if (months.length === 0 || !(await lockMonths(tx)) || (await waitsBefore(tx, before))) return [];
    await dropMonths(tx, table, months);
    await contextOf(platform, tx, systemActor).audit('platform.audit_months_dropped', 'audit', {
      before: before.toISOString().slice(0, 10),
      months: months.length,
    });
    dropped = months;
    const at = timeTextOf(now);
    return [
      { entryId: null, occurredAt: null, digest: null, droppedBefore: timeTextOf(before), sealedAt: at },
    ];
  });
  return dropped;
}
