import { createHmac } from 'node:crypto';

/** An entry as its digest is made from: every column as PostgreSQL writes it. */
export interface EntryText {
  id: string | null;
  occurredAt: string | null;
  actor: string | null;
  action: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  detail: string | null;
  via: string | null;
  address: string | null;
  userAgent: string | null;
}

/** A seal as its mac is made from. */
export interface SealText {
  number: string;
  entryId: string | null;
  occurredAt: string | null;
  digest: Buffer | null;
  droppedBefore: string | null;
  sealedAt: string;
}

/** What the first seal stands on. */
export const noMac: Buffer = Buffer.alloc(32);

/** Two entries that differ in any column have different digests. */
export function entryDigest(key: Buffer, entry: EntryText): Buffer {
  return keyed(key, [
    'entry',
    entry.id,
    entry.occurredAt,
    entry.actor,
    entry.action,
    entry.subjectKind,
    entry.subjectId,
    entry.detail,
    entry.via,
    entry.address,
    entry.userAgent,
  ]);
}

/** Binds a seal to the one before it. */
export function sealMac(key: Buffer, before: Buffer, seal: SealText): Buffer {
  return keyed(key, [
    'seal',
    before.toString('hex'),
    seal.number,
    seal.entryId,
    seal.occurredAt,
    seal.digest?.toString('hex') ?? null,
    seal.droppedBefore,
    seal.sealedAt,
  ]);
}

// As JSON, in which no two lists of texts look alike.
function keyed(key: Buffer, parts: (string | null)[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest();
}
