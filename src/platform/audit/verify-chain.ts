import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '../db/database.ts';
import type { Platform } from '../db/platform.ts';
import { entryDigest, noMac, sealMac } from './digests.ts';
import { SealingRefused, sealEntries } from './seal-entries.ts';
import { type Head, readHead, readKey } from './seal-files.ts';
import { holdMonths } from './seals.queries.ts';
import {
  beforeAllSeals,
  entryWithoutSeal,
  type SealedEntry,
  sealsAfter,
  sealsInAll,
} from './verify-chain.queries.ts';

export type ChainFault =
  | 'key_missing'
  | 'cut_off'
  | 'seal_missing'
  | 'seal_changed'
  | 'entry_changed'
  | 'entry_missing'
  | 'entry_unsealed';

/** The first place where the chain does not hold. */
export interface ChainProblem {
  fault: ChainFault;
  /** Of the seal; null for an entry that has none. */
  number: string | null;
  entryId: string | null;
}

export interface ChainVerdict {
  /** Seals that were looked at. */
  checked: number;
  /** The last seal of the chain; null where there is none. */
  sealedTo: string | null;
  problem: ChainProblem | null;
}

export type TellProgress = (checked: number, total: number) => Promise<void>;

const sealsAtOnce = 1_000;

/**
 * Seals what waits, then reads the whole chain in one snapshot: every entry is as it was when it was sealed, none is
 * missing or too many, and the chain reaches as far as the data folder remembers. Streams; memory stays the same.
 */
export async function verifyChain(
  platform: Platform,
  tell: TellProgress = async () => {},
): Promise<ChainVerdict> {
  try {
    await sealEntries(platform);
  } catch (error) {
    // What keeps entries from being sealed is found below, at its place.
    if (!(error instanceof SealingRefused)) throw error;
  }
  const key = await readKey(platform);
  // Before the snapshot: the chain may be longer by then, never shorter.
  const head = await readHead(platform);
  for (;;) {
    const verdict = await platform.database.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => ((await holdMonths(tx)) ? verifyWithin(tx, key, head, tell) : undefined));
    if (verdict) return verdict;
    await sleep(1_000);
  }
}

/** As `verifyChain`, inside a transaction that holds the months. */
export async function verifyWithin(
  tx: Tx,
  key: Buffer | undefined,
  head: Head | undefined,
  tell: TellProgress = async () => {},
): Promise<ChainVerdict> {
  const total = await sealsInAll(tx);
  const chain: Chain = { key, head, number: 0n, mac: noMac, headSeen: head === undefined };
  const verdict = (problem: ChainProblem | null): ChainVerdict => ({
    checked: Number(chain.number),
    sealedTo: chain.number === 0n ? null : String(chain.number),
    problem,
  });
  for (let after = beforeAllSeals; ; ) {
    const seals = await sealsAfter(tx, after, sealsAtOnce);
    const problem = firstProblem(chain, seals);
    if (problem) return verdict(problem);
    if (seals.length < sealsAtOnce) break;
    after = seals.at(-1)!.number;
    await tell(Number(chain.number), total);
  }
  if (!chain.headSeen) return verdict({ fault: 'cut_off', number: head!.number, entryId: null });
  const stray = await entryWithoutSeal(tx);
  return verdict(stray ? { fault: 'entry_unsealed', number: null, entryId: stray.id } : null);
}

interface Chain {
  key: Buffer | undefined;
  head: Head | undefined;
  number: bigint;
  mac: Buffer;
  headSeen: boolean;
}

function firstProblem(chain: Chain, seals: SealedEntry[]): ChainProblem | undefined {
  for (const seal of seals) {
    const fault = faultOf(chain, seal);
    if (fault) {
      const number = fault === 'seal_missing' ? String(chain.number + 1n) : seal.number;
      return { fault, number, entryId: fault === 'seal_missing' ? null : seal.entryId };
    }
    chain.number += 1n;
    chain.mac = seal.mac;
    if (chain.head?.number === seal.number) chain.headSeen = seal.mac.equals(chain.head.mac);
  }
  return undefined;
}

function faultOf({ key, number, mac }: Chain, seal: SealedEntry): ChainFault | undefined {
  if (!key) return 'key_missing';
  if (BigInt(seal.number) !== number + 1n) return 'seal_missing';
  const { sealedOccurredAt: occurredAt, ...sealed } = seal;
  if (!sealMac(key, mac, { ...sealed, occurredAt }).equals(seal.mac)) return 'seal_changed';
  if (seal.entryId === null || seal.isDropped) return undefined;
  if (seal.id === null) return 'entry_missing';
  return seal.digest && entryDigest(key, seal).equals(seal.digest) ? undefined : 'entry_changed';
}
