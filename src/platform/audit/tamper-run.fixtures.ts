import { CompiledQuery } from 'kysely';
import { systemActor } from '../access/actor.ts';
import type { Tx } from '../db/database.ts';
import { ensureMonths } from '../db/partitions.queries.ts';
import type { Platform } from '../db/platform.ts';
import { transact } from '../db/transact.queries.ts';
import { diceOf } from '../testing/dice.ts';
import { networkCaller } from './caller.ts';
import { sealEntries } from './seal-entries.ts';
import { readHead, readKey } from './seal-files.ts';
import { tamper } from './tamper.fixtures.ts';
import { verifyWithin } from './verify-chain.ts';

export interface TamperRun {
  /** Names of the kinds that were tried. */
  tried: Set<string>;
  /** What was done and not found. */
  missed: string[];
}

class Undo extends Error {}

/**
 * Writes and seals a log over three months, then tampers with it `count` times, each time with the log as it was,
 * and looks whether the check of the chain finds it.
 */
export async function tamperManyTimes(
  platform: Platform & { clock: { set(time: string): void } },
  { count, seed }: { count: number; seed: number },
): Promise<TamperRun> {
  await writeLog(platform);
  const key = await readKey(platform);
  const head = await readHead(platform);
  const { db } = platform.database;
  const asItWas = await db.transaction().execute((tx) => verifyWithin(tx, key, head));
  if (asItWas.problem || asItWas.checked !== entries) {
    throw new Error(`The log does not hold before anybody touched it: ${JSON.stringify(asItWas)}`);
  }
  const dice = diceOf(seed);
  const run: TamperRun = { tried: new Set(), missed: [] };
  for (let time = 0; time < count; time++) {
    await db
      .transaction()
      .execute(async (tx) => {
        const what = await tamper(handOn(tx), dice);
        run.tried.add(what.split(':', 1)[0]!);
        if (!(await verifyWithin(tx, key, head)).problem) run.missed.push(what);
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
  }
  return run;
}

function handOn(tx: Tx) {
  return {
    query: async (text: string, values: unknown[] = []) => ({
      // biome-ignore lint/suspicious/noExplicitAny: rows of every shape.
      rows: (await tx.executeQuery(CompiledQuery.raw(text, values))).rows as any[],
    }),
  };
}

const entries = 120;

async function writeLog(platform: Platform & { clock: { set(time: string): void } }): Promise<void> {
  const months = ['2026-01', '2026-02', '2026-03'];
  await ensureMonths(
    platform.database.db,
    'platform.audit_entries',
    new Date('2026-01-01Z'),
    new Date('2026-03-01Z'),
  );
  for (let entry = 0; entry < entries; entry++) {
    platform.clock.set(
      `${months[Math.floor((entry * 3) / entries)]}-10T08:00:00.${String(entry).padStart(3, '0')}Z`,
    );
    const caller = entry % 2 ? networkCaller('192.0.2.7', 'Mozilla/5.0') : undefined;
    await transact(
      platform,
      systemActor,
      (ctx) =>
        ctx.audit('probe.done', `thing:${entry}`, { 名称: `第 ${entry} 个`, parts: [entry, null, '1.10'] }),
      caller ? { caller } : {},
    );
    if (entry % 7 === 0) await sealEntries(platform);
  }
  await sealEntries(platform);
}
