import { type Actor, actorName } from '../access/actor.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import type { Caller } from './caller.ts';

/** Rows of one kind that somebody was shown. */
export interface Read {
  actor: Actor;
  caller: Caller;
  /** As a subject of the audit: `customers`. */
  kind: string;
  rows: number;
  path: string;
  filter: Record<string, unknown>;
}

interface Hour extends Read {
  from: number;
  /** Rows that the audit knows of; 0 as long as they are few. */
  told: number;
}

export interface BulkReads {
  /** Counts what is about to be shown. Once that is many within this hour, resolves when the audit says so. */
  note(read: Read): Promise<void>;
  /** Tells the audit the whole counts of hours that are over; with `all` of this one too. */
  settle(all?: boolean): Promise<void>;
}

const hourMs = 3_600_000;

/**
 * Notes who reads many rows of one kind within an hour: once when they become many, and once, when the hour is over,
 * how many they were. The counts are kept in memory: pages of few rows cost nothing.
 */
export function countBulkReads(platform: Platform): BulkReads {
  const hours = new Map<string, Hour>();
  const settleOne = async (key: string, hour: Hour): Promise<void> => {
    hours.delete(key);
    if (hour.told > 0 && hour.rows > hour.told) await tell(platform, hour, true);
  };
  return {
    async note(read) {
      const from = Math.floor(platform.clock.now().getTime() / hourMs) * hourMs;
      const key = `${actorName(read.actor)} ${read.kind}`;
      const before = hours.get(key);
      if (before && before.from !== from) await settleOne(key, before);
      const hour: Hour = hours.get(key) ?? { ...read, rows: 0, from, told: 0 };
      Object.assign(hour, { ...read, rows: hour.rows + read.rows });
      hours.set(key, hour);
      if (hour.told > 0 || hour.rows < platform.config.auditReadsFrom) return;
      hour.told = hour.rows;
      await tell(platform, hour, false).catch((error: unknown) => {
        hour.told = 0;
        throw error;
      });
    },
    async settle(all = false) {
      const now = platform.clock.now().getTime();
      for (const [key, hour] of [...hours]) {
        if (all || now >= hour.from + hourMs) await settleOne(key, hour);
      }
    },
  };
}

async function tell(platform: Platform, hour: Hour, hasEnded: boolean): Promise<void> {
  const { actor, caller, kind, rows, path, filter } = hour;
  const action = hasEnded ? 'platform.bulk_read_ended' : 'platform.bulk_read';
  const from = new Date(hour.from).toISOString();
  await transact(platform, actor, (ctx) => ctx.audit(action, kind, { rows, from, path, filter }), { caller });
}
