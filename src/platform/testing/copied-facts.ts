import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, vi } from 'vitest';
import type { CopyLimits } from '#platform/facts/copy/copy-process.ts';
import { factTables } from '#platform/facts/copy/fact-changes.queries.ts';
import { type KeptCopy, keepCopy } from '#platform/facts/copy/keep-copy.ts';
import type { TestPlatform } from './test-platform.ts';

export interface CopiedFacts {
  kept: KeptCopy;
  folder: string;
  /** Waits until the copy holds all that is committed now. */
  caughtUp(): Promise<void>;
  /** Stops the process, as a server does, and starts it again on the same files. */
  again(between?: () => Promise<void>): Promise<void>;
}

const usual: CopyLimits = { memoryMb: 256, threads: 1 };

/** Keeps a columnar copy beside the database of this platform, which asks it from now on. */
export async function copiedFacts(platform: TestPlatform, limits: CopyLimits = usual): Promise<CopiedFacts> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-facts-'));
  const { database, log, hasRoom } = platform;
  const start = () => {
    const kept = keepCopy({ database, folder, limits, hasRoom, log });
    platform.columnar = kept.engine;
    return kept;
  };
  const copied: CopiedFacts = {
    kept: start(),
    folder,
    async caughtUp() {
      const { rows } = await database.pool.query<{ now: number }>(
        'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
      );
      const since = Math.ceil(rows[0]!.now);
      await vi.waitUntil(() => (copied.kept.engine.asOf()?.getTime() ?? 0) > since, {
        timeout: 60_000,
        interval: 20,
      });
    },
    async again(between = async () => {}) {
      await copied.kept.stop();
      await between();
      copied.kept = start();
    },
  };
  afterAll(async () => {
    await copied.kept.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return copied;
}

/** Expects every view to have the same rows in both engines; gives how many there are. */
export async function expectSameFacts(platform: TestPlatform): Promise<Record<string, number>> {
  const client = await platform.database.pool.connect();
  const tables = await factTables(client).finally(() => client.release());
  const counts: Record<string, number> = {};
  for (const { name, columns } of tables) {
    const listed = columns.map((column) => sql.ref(column.name));
    const all = sql`select ${sql.join(listed)} from ${sql.table(`facts.${name}`)}
      order by ${sql.join(listed.map((column) => sql`${column} nulls first`))}`;
    const [copied, stored] = await platform.run(async ({ facts }) => [
      await facts.ask(all, { engine: 'columnar' }),
      await facts.ask(all, { engine: 'postgres' }),
    ]);
    expect({ [name]: copied.rows }).toEqual({ [name]: stored.rows });
    counts[name] = stored.rows.length;
  }
  return counts;
}
