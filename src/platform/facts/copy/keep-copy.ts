import { setTimeout as sleep } from 'node:timers/promises';
import type { Log, Platform } from '../../db/platform.ts';
import { type ColumnarEngine, CopyUnavailable, type EngineAnswer, type Question } from '../facts.ts';
import { buildCopy, type CopyWork, openKept } from './build-copy.ts';
import { keptFiles, removeFile, sweepFolder } from './copy-folder.ts';
import { type CopyLimits, type CopyProcess, CopyTrouble, startCopyProcess } from './copy-process.ts';
import type { CopyState } from './copy-protocol.ts';
import { forgetReader, noteRead } from './fact-changes.queries.ts';
import { followChanges } from './follow-changes.ts';

const lookEveryMs = 400;
/** A round of more rows than this is one of a bulk store, which must have the database for the most part. */
const fewKeys = 20_000;
const restTimes = 3;
const longestRestMs = 10_000;
const noteEveryMs = 10_000;
const firstWaitMs = 500;
const longestWaitMs = 60_000;
/** A process that ran this long was sound: its next end is a new story. */
const soundMs = 60_000;

export interface KeptCopy {
  engine: ColumnarEngine;
  /** The process that owns the file now; undefined between two. */
  pid(): number | undefined;
  /** Ends the process; what it holds is gone on from at the next start. */
  stop(): Promise<void>;
}

export interface KeepOptions {
  database: CopyWork['database'];
  /** The folder of its files, made already. */
  folder: string;
  limits: CopyLimits;
  /** Whether the disk has room for a file more. */
  hasRoom: Platform['hasRoom'];
  log: Log;
}

interface Keeping {
  process: CopyProcess | undefined;
  startedAt: number;
  /** How often in a row a process ended soon after its start. */
  earlyEnds: number;
  /** What is known to be in the copy: nothing changed between the snapshot in its file and this one. */
  state: CopyState | undefined;
  /** The snapshot that its file names. */
  written: string;
  notedAt: number;
  /** What is there is in doubt: it answers while it is fresh, and is not gone on from. */
  doubted: boolean;
  /** Being opened or built; not between two attempts. */
  coming: boolean;
}

/**
 * Keeps a columnar copy of facts beside PostgreSQL: builds it from nothing, follows what is committed, and begins anew
 * whenever something about it is in doubt. All that ever fails is that PostgreSQL has to answer meanwhile.
 */
export function keepCopy(options: KeepOptions): KeptCopy {
  const stopping = new AbortController();
  const now: Keeping = {
    process: undefined,
    startedAt: 0,
    earlyEnds: 0,
    state: undefined,
    written: '',
    notedAt: 0,
    doubted: false,
    coming: true,
  };
  const keeping = keep(options, now, stopping.signal);
  return {
    engine: {
      asOf: () => (now.state && now.process?.isThere() ? new Date(now.state.asOf) : undefined),
      isComing: () => now.coming,
      ask: (question) => ask(now, question),
    },
    pid: () => (now.process?.isThere() ? now.process.pid : undefined),
    async stop() {
      stopping.abort();
      await now.process?.stop();
      await keeping;
      await now.process?.stop();
    },
  };
}

async function ask(now: Keeping, question: Question): Promise<EngineAnswer> {
  const { process, state } = now;
  if (!process || !state) throw new CopyUnavailable('There is no copy yet.');
  try {
    const answer = await process.ask(question);
    const isNewest = now.state?.build === answer.state.build && now.written === answer.state.snapshot;
    return { rows: answer.rows, asOf: new Date(isNewest ? now.state!.asOf : answer.state.asOf) };
  } catch (error) {
    const isBroken = error instanceof CopyUnavailable && (error.cause as CopyTrouble).trouble === 'broken';
    // A harmed file shows where it is read. One whose process has ended was not to blame for that.
    if (isBroken && process.isThere()) Object.assign(now, { doubted: true, state: undefined });
    throw error;
  }
}

async function keep(options: KeepOptions, now: Keeping, signal: AbortSignal): Promise<void> {
  let [waitMs, trouble] = [firstWaitMs, ''];
  await sweepFolder(options.folder);
  while (!signal.aborted) {
    try {
      now.coming = !now.state;
      const restMs = await step(options, now, signal).finally(() => {
        now.coming = false;
      });
      if (restMs === undefined) return;
      [waitMs, trouble] = [firstWaitMs, ''];
      await sleep(restMs, undefined, { signal }).catch(() => {});
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof CopyTrouble && now.process?.isThere()) now.doubted = true;
      const message = error instanceof Error ? error.message : String(error);
      if (message !== trouble) options.log.warn({ err: error }, 'the columnar copy waits; it is tried again');
      trouble = message;
      if (waitMs === longestWaitMs && !now.state) await forgetReader(options.database.pool).catch(() => {});
      await sleep(waitMs, undefined, { signal }).catch(() => {});
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
  }
}

/** One look at what changed, whatever it takes to get there. How long to rest then; undefined where nothing can be kept. */
async function step(options: KeepOptions, now: Keeping, signal: AbortSignal): Promise<number | undefined> {
  const { folder, log, database } = options;
  if (!now.process?.isThere() && !(await startProcess(options, now))) {
    await forgetReader(database.pool);
    return undefined;
  }
  const work: CopyWork = { process: now.process!, database, folder, signal };
  if (!now.state || now.doubted) {
    const kept = now.doubted ? undefined : await openKept(work);
    if (!kept && !(await options.hasRoom()))
      throw new Error('There is no room on the disk to build a columnar copy.');
    const startedAt = performance.now();
    const state = kept ?? (await buildCopy(work));
    if (!kept)
      log.info({ seconds: Math.round((performance.now() - startedAt) / 1_000) }, 'columnar copy built');
    Object.assign(now, { state, written: state.snapshot, doubted: false, notedAt: 0 });
  }
  const roundAt = performance.now();
  const { state, keys } = await followChanges(work, now.state!);
  now.state = state;
  if (keys > 0) now.written = state.snapshot;
  if (roundAt - now.startedAt > soundMs) now.earlyEnds = 0;
  if (now.notedAt === 0 || roundAt - now.notedAt > noteEveryMs) {
    await noteRead(database.pool, state.build, now.written);
    now.notedAt = roundAt;
  }
  const tookMs = performance.now() - roundAt;
  return keys > fewKeys ? Math.min(Math.max(lookEveryMs, tookMs * restTimes), longestRestMs) : lookEveryMs;
}

/** False where this machine cannot have a copy. */
async function startProcess({ folder, limits, log }: KeepOptions, now: Keeping): Promise<boolean> {
  if (now.process) now.earlyEnds += 1;
  now.state = undefined;
  if (now.earlyEnds > 2) for (const file of await keptFiles(folder)) await removeFile(file);
  now.process = undefined;
  now.process = await startCopyProcess(folder, limits, (reason) =>
    log.info({ reason }, 'this machine cannot keep a columnar copy: PostgreSQL answers everything'),
  );
  now.startedAt = performance.now();
  return now.process !== undefined;
}
