import type { Database, Tx } from '../db/database.ts';
import type { Platform } from '../db/platform.ts';
import { entryDigest, noMac, type SealText, sealMac } from './digests.ts';
import { type Head, makeKey, readHead, readKey, writeHead } from './seal-files.ts';
import {
  insertSeals,
  isAnyWaiting,
  lastSeal,
  lockSealing,
  macOfSeal,
  type NewSeal,
  takeWaiting,
} from './seals.queries.ts';

/** Why nothing is sealed until somebody has looked: going on would cover up what happened. */
export class SealingRefused extends Error {
  code: 'key_missing' | 'cut_off';

  constructor(code: SealingRefused['code'], message: string) {
    super(message);
    this.name = 'SealingRefused';
    this.code = code;
  }
}

const entriesAtOnce = 1_000;

type Sealing = Pick<Platform, 'database' | 'clock' | 'folder'>;

/**
 * Seals every committed entry and returns how many there were. Numbers have no gaps and follow the order of sealing,
 * not of ids: an entry that is committed late is sealed late. Throws SealingRefused where the key is gone, or the
 * chain ends before the place that the data folder remembers.
 */
export async function sealEntries(platform: Sealing): Promise<number> {
  let sealed = 0;
  while (await isAnyWaiting(platform.database.db)) sealed += await sealSome(platform);
  return sealed;
}

async function sealSome(platform: Sealing): Promise<number> {
  const at = timeTextOf(platform.clock.now());
  const sealed = await addSeals(platform, async (tx, key) => {
    const entries = await takeWaiting(tx, entriesAtOnce);
    return entries.map((entry) => ({
      entryId: entry.entryId,
      occurredAt: entry.waitedAt,
      digest: entryDigest(key, entry),
      droppedBefore: null,
      sealedAt: at,
    }));
  });
  return sealed.length;
}

/** As the queries write times for digests; the clock knows milliseconds. */
export function timeTextOf(time: Date): string {
  return String(BigInt(time.getTime()) * 1_000n);
}

type Unchained = Omit<SealText, 'number'>;

const turns = new WeakMap<object, Promise<unknown>>();

/**
 * Puts seals onto the chain in one transaction. The data folder remembers its end once that is committed; in this
 * process one after the other, so that what it remembers only grows.
 */
export async function addSeals(
  platform: Sealing,
  collect: (tx: Tx, key: Buffer) => Promise<Unchained[]>,
): Promise<NewSeal[]> {
  const { database } = platform;
  const turn = (turns.get(database) ?? Promise.resolve())
    .catch(() => {})
    .then(() => addInTurn(platform, collect));
  turns.set(database, turn);
  return turn;
}

async function addInTurn(
  platform: Sealing,
  collect: (tx: Tx, key: Buffer) => Promise<Unchained[]>,
): Promise<NewSeal[]> {
  const { db } = platform.database;
  const seals = await db.transaction().execute(async (tx) => {
    await lockSealing(tx);
    const last = await trustedEnd(platform, tx);
    const key = await keyFor(platform, last);
    const chained = chainOf(key, last, await collect(tx, key));
    if (chained.length > 0) await insertSeals(tx, chained);
    return chained;
  });
  const end = seals.at(-1);
  if (end) await writeHead(platform, end);
  return seals;
}

function chainOf(key: Buffer, last: Head | undefined, seals: Unchained[]): NewSeal[] {
  let before = last?.mac ?? noMac;
  let number = BigInt(last?.number ?? 0);
  return seals.map((seal) => {
    number += 1n;
    const numbered = { ...seal, number: String(number) };
    before = sealMac(key, before, numbered);
    return { ...numbered, mac: before };
  });
}

async function trustedEnd(platform: Sealing, tx: Database | Tx): Promise<Head | undefined> {
  const head = await readHead(platform);
  const last = await lastSeal(tx);
  if (head && !(await macOfSeal(tx, head.number))?.equals(head.mac)) {
    throw new SealingRefused(
      'cut_off',
      `The audit log does not hold seal ${head.number} as the file audit/head in the data folder remembers it. Nothing is sealed until this is looked into.`,
    );
  }
  return last;
}

async function keyFor(platform: Sealing, last: Head | undefined): Promise<Buffer> {
  const key = await readKey(platform);
  if (key) return key;
  if (last) {
    throw new SealingRefused(
      'key_missing',
      'The audit log is sealed, but the file audit/key is not in the data folder. Put it back from a backup; nothing is sealed until then.',
    );
  }
  return makeKey(platform);
}
